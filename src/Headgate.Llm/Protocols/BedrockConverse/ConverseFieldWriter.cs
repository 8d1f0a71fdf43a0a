using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Protocols.Anthropic;
using Headgate.Llm.Protocols.Turns;

namespace Headgate.Llm.Protocols.BedrockConverse;

/// <summary>
/// Writes <c>additionalModelRequestFields</c>: settings that Converse has no member for, in the words of the model's own house. The object is
/// begun with the first of them.
/// </summary>
/// <param name="writer">Where they are written.</param>
/// <param name="traits">What the model takes.</param>
/// <param name="losses">Where it is named what it does not take.</param>
internal sealed class ConverseFieldWriter(Utf8JsonWriter writer, ConverseTraits traits, LossList losses)
{
    private bool _isOpen;

    /// <summary>Writes the fields that a request needs.</summary>
    public void Write(ChatRequest request, SamplingPlan sampling, ThinkingPlan thinking, ToolPlan choice, bool hasChoice, ToolNames names)
    {
        WriteTopK(request, sampling);
        if (traits.IsClaude)
        {
            WriteThinking(request, thinking);
        }
        else
        {
            WriteEffort(request);
        }

        if (hasChoice)
        {
            WriteSingleCall(choice, names);
        }

        if (_isOpen)
        {
            writer.WriteEndObject();
        }
    }

    private void WriteTopK(ChatRequest request, SamplingPlan sampling)
    {
        if (sampling.TopK is not { } topK)
        {
            return;
        }

        switch (traits.TopK)
        {
            case TopKPlace.Top:
                Open();
                writer.WriteNumber("top_k"u8, topK);
                break;
            case TopKPlace.InferenceConfig:
                Open();
                writer.WriteStartObject("inferenceConfig"u8);
                writer.WriteNumber("topK"u8, topK);
                writer.WriteEndObject();
                break;
            default:
                losses.Add(request.TopK!.Value.Path, "it is not known how this model is told so");
                break;
        }
    }

    private void WriteThinking(ChatRequest request, ThinkingPlan thinking)
    {
        if (thinking.Mode is { } mode)
        {
            Open();
            writer.WriteStartObject("thinking"u8);
            writer.WriteString("type"u8, mode switch
            {
                ReasoningMode.Enabled => "enabled"u8,
                ReasoningMode.Adaptive => "adaptive"u8,
                ReasoningMode.BetweenTools => "between_tools"u8,
                _ => "disabled"u8,
            });
            if (thinking.Budget is { } budget)
            {
                writer.WriteNumber("budget_tokens"u8, budget);
            }

            if (request.Reasoning?.Display is { } display)
            {
                writer.WriteString("display"u8, display.Value);
            }

            writer.WriteEndObject();
        }
        else if (request.Reasoning?.Display is { } unseen)
        {
            losses.Add(unseen.Path, "there is no thinking to show");
        }

        if (thinking.Effort is { } effort)
        {
            Open();
            writer.WriteStartObject("output_config"u8);
            writer.WriteString("effort"u8, effort);
            writer.WriteEndObject();
        }
    }

    private void WriteEffort(ChatRequest request)
    {
        if (request.Reasoning?.Display is { } display)
        {
            losses.Add(display.Path, "only Claude's thinking can be shown otherwise");
        }

        if (ThinkingWish.Of(request.Reasoning) is not { } wish)
        {
            return;
        }

        if (traits.TakesReasoningEffort && wish.Effort is "low" or "medium" or "high")
        {
            Open();
            writer.WriteString("reasoning_effort"u8, wish.Effort);
        }
        else
        {
            losses.Add(wish.Path, "it is not known how this model is told so");
        }
    }

    // Converse's own choice knows no bound on the number of calls, so that the whole choice is written as Claude has it.
    private void WriteSingleCall(ToolPlan choice, ToolNames names)
    {
        Open();
        writer.WriteStartObject("tool_choice"u8);
        writer.WriteString("type"u8, choice.Mode switch
        {
            ToolChoiceMode.Required => "any"u8,
            ToolChoiceMode.Named => "tool"u8,
            _ => "auto"u8,
        });
        if (choice.Name is { } name)
        {
            writer.WriteString("name"u8, names.Fit(name));
        }

        writer.WriteBoolean("disable_parallel_tool_use"u8, true);
        writer.WriteEndObject();
    }

    private void Open()
    {
        if (!_isOpen)
        {
            writer.WriteStartObject("additionalModelRequestFields"u8);
            _isOpen = true;
        }
    }
}

using System.Collections.Immutable;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols.Anthropic;
using Headgate.Llm.Protocols.Turns;

namespace Headgate.Llm.Protocols.AnthropicMessages;

/// <summary>Writes a request's tools and which of them is to be called.</summary>
/// <param name="writer">Where they are written.</param>
/// <param name="traits">What the model takes.</param>
/// <param name="names">The request's names of tools.</param>
/// <param name="marks">The request's cache markers.</param>
/// <param name="losses">Where it is named what Anthropic does not take.</param>
internal sealed class MessagesToolWriter(Utf8JsonWriter writer, ClaudeTraits traits, ToolNames names, CacheMarks marks, LossList losses)
{
    private static ReadOnlyMemory<byte> NoSchema { get; } = """{"type":"object","properties":{}}"""u8.ToArray();

    /// <summary>Those tools that Anthropic takes.</summary>
    public static ImmutableArray<Tool> Sendable(ImmutableArray<Tool> tools, LossList losses)
    {
        foreach (Tool tool in tools.Where(IsForeign))
        {
            losses.Add(tool.Place, "a tool of another vendor");
        }

        return tools.RemoveAll(IsForeign);
    }

    /// <summary>Writes <c>tools</c> and <c>tool_choice</c> into the open request.</summary>
    public void Write(ChatRequest request, AnswerTool? answer, ToolPlan choice)
    {
        if (!request.Tools.IsEmpty || answer is not null)
        {
            writer.WriteStartArray("tools"u8);
            foreach (Tool tool in request.Tools)
            {
                if (tool is Tool.Native native)
                {
                    writer.WriteRaw(native.Json);
                }
                else
                {
                    WriteFunction((Tool.Function)tool, request.Protocol == WireProtocol.AnthropicMessages);
                }
            }

            if (answer is not null)
            {
                WriteAnswer(answer);
            }

            writer.WriteEndArray();
        }

        if (choice.Mode is { } mode)
        {
            WriteChoice(request, answer, choice, mode);
        }
    }

    private static bool IsForeign(Tool tool) => tool is Tool.Native { Protocol: not WireProtocol.AnthropicMessages };

    private void WriteFunction(Tool.Function function, bool isOwn)
    {
        writer.WriteStartObject();
        writer.WriteString("name"u8, names.Fit(function.Name));
        if (function.Description is { } description)
        {
            writer.WriteString("description"u8, description);
        }

        ReadOnlyMemory<byte> schema = function.Parameters ?? NoSchema;
        writer.WriteRaw("input_schema"u8, isOwn ? schema : InputSchema.Typed(schema));

        WriteStrict(function, isOwn);
        marks.Write(writer, function.Cache, function.Extras);
        MessagesProtocol.Extras.Write(writer, function.Extras, function.Place);
        MessagesProtocol.Extras.NameForeign(function.Extras, losses);
        writer.WriteEndObject();
    }

    private void WriteAnswer(AnswerTool answer)
    {
        writer.WriteStartObject();
        writer.WriteString("name"u8, answer.Name);
        writer.WriteString("description"u8, answer.Description);
        writer.WriteRaw("input_schema"u8, answer.Schema);
        writer.WriteEndObject();
    }

    private void WriteStrict(Tool.Function function, bool isOwn)
    {
        if (function.Strict is not { } isStrict)
        {
            return;
        }

        string obstacle = "this model does not make sure that arguments fit";
        if (traits.TakesFormat && (isOwn || !isStrict || SchemaDialect.Anthropic.Takes(function.Parameters ?? NoSchema, out obstacle)))
        {
            writer.WriteBoolean("strict"u8, isStrict);
        }
        else if (isStrict)
        {
            losses.Add(function.StrictPlace, obstacle);
        }
    }

    private void WriteChoice(ChatRequest request, AnswerTool? answer, ToolPlan choice, ToolChoiceMode mode)
    {
        writer.WriteStartObject("tool_choice"u8);
        writer.WriteString("type"u8, mode switch
        {
            ToolChoiceMode.Required => "any"u8,
            ToolChoiceMode.Named => "tool"u8,
            ToolChoiceMode.None => "none"u8,
            _ => "auto"u8,
        });
        if (choice.Name is { } name)
        {
            writer.WriteString("name"u8, names.Fit(name));
        }

        // An answer given twice would be no JSON.
        bool? isParallel = answer is not null ? false : request.ParallelToolCalls?.Value;
        if (isParallel is { } parallel && mode != ToolChoiceMode.None)
        {
            writer.WriteBoolean("disable_parallel_tool_use"u8, !parallel);
        }

        MessagesProtocol.Extras.Write(writer, request.ToolChoice?.Extras ?? [], new JsonPlace("$.tool_choice"));
        writer.WriteEndObject();
    }
}

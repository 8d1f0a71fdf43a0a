using System.Collections.Immutable;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.AnthropicMessages;

/// <summary>
/// Reads the members that have modes: <c>thinking</c>, <c>output_config</c>, <c>tool_choice</c>. One whose type is not known is kept whole.
/// </summary>
internal sealed class MessagesModes
{
    private static readonly JsonPlace Thinking = new("$.thinking");
    private static readonly JsonPlace OutputConfig = new("$.output_config");
    private static readonly JsonPlace OutputFormat = new("$.output_config.format");
    private static readonly JsonPlace Choice = new("$.tool_choice");

    private ExtraList _extras = new(WireProtocol.AnthropicMessages);

    /// <summary>How much to think; null when nothing was said.</summary>
    public Reasoning? Reasoning { get; private set; }

    /// <summary>The form of the answer; null when nothing was said.</summary>
    public OutputFormat? Format { get; private set; }

    /// <summary>Which tool to call; null when nothing was said.</summary>
    public ToolChoice? ToolChoice { get; private set; }

    /// <summary>Whether tools may be called side by side; null when nothing was said.</summary>
    public Given<bool>? ParallelToolCalls { get; private set; }

    /// <summary>Members without a counterpart that stood outside the values above.</summary>
    public ImmutableArray<Extra> Extras => _extras.ToImmutable();

    /// <summary>Takes a member; false, and nothing consumed, when it is none of these.</summary>
    public bool TryRead(ref JsonWalk walk, ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("thinking"u8) && ModeOf(walk.PeekType(Thinking)) is { } mode)
        {
            ReadThinking(ref walk, mode);
        }
        else if (name.SequenceEqual("tool_choice"u8) && ChoiceOf(walk.PeekType(Choice)) is { } choice)
        {
            ReadToolChoice(ref walk, choice);
        }
        else if (name.SequenceEqual("output_config"u8))
        {
            ReadOutputConfig(ref walk);
        }
        else
        {
            return false;
        }

        return true;
    }

    private void ReadThinking(ref JsonWalk walk, ReasoningMode mode)
    {
        Reasoning reasoning = (Reasoning ?? new Reasoning()) with { Mode = new Given<ReasoningMode>(mode, "$.thinking.type") };
        ExtraList extras = new(WireProtocol.AnthropicMessages);
        while (walk.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("budget_tokens"u8))
            {
                const string Path = "$.thinking.budget_tokens";
                reasoning = reasoning with { BudgetTokens = new Given<long>(walk.Whole(new JsonPlace(Path)), Path) };
            }
            else if (name.SequenceEqual("display"u8))
            {
                reasoning = reasoning with { Display = new Given<string>(walk.Text(Thinking, "display"), "$.thinking.display") };
            }
            else if (!name.SequenceEqual("type"u8))
            {
                extras.Take(name, ref walk, Thinking);
            }
        }

        Reasoning = reasoning with { Extras = extras.ToImmutable() };
    }

    private void ReadToolChoice(ref JsonWalk walk, ToolChoiceMode mode)
    {
        ToolChoice choice = new(mode, "$.tool_choice");
        ExtraList extras = new(WireProtocol.AnthropicMessages);
        while (walk.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("name"u8))
            {
                choice = choice with { Name = walk.Text(Choice, "name") };
            }
            else if (name.SequenceEqual("disable_parallel_tool_use"u8))
            {
                bool isParallel = !walk.Flag(Choice, "disable_parallel_tool_use");
                ParallelToolCalls = new Given<bool>(isParallel, "$.tool_choice.disable_parallel_tool_use");
            }
            else if (!name.SequenceEqual("type"u8))
            {
                extras.Take(name, ref walk, Choice);
            }
        }

        ToolChoice = choice.Mode == ToolChoiceMode.Named && choice.Name is null
            ? throw JsonWalk.Refuse(Choice.Member("name"), "is missing; name the tool to call")
            : choice with { Extras = extras.ToImmutable() };
    }

    private void ReadOutputConfig(ref JsonWalk walk)
    {
        walk.EnterObject(OutputConfig);
        while (walk.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("effort"u8))
            {
                Given<string> effort = new(walk.Text(OutputConfig, "effort"), "$.output_config.effort");
                Reasoning = (Reasoning ?? new Reasoning()) with { Effort = effort };
            }
            else if (name.SequenceEqual("format"u8) && walk.PeekType(OutputFormat).SequenceEqual("json_schema"u8))
            {
                ReadFormat(ref walk);
            }
            else
            {
                _extras.Take(name, ref walk, OutputConfig);
            }
        }
    }

    // The vendor always makes sure that the answer fits.
    private void ReadFormat(ref JsonWalk walk)
    {
        OutputFormat format = new(OutputKind.JsonSchema, "$.output_config.format") { Strict = true };
        ExtraList extras = new(WireProtocol.AnthropicMessages);
        while (walk.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("schema"u8))
            {
                format = format with { Schema = walk.Object(OutputFormat, "schema") };
            }
            else if (!name.SequenceEqual("type"u8))
            {
                extras.Take(name, ref walk, OutputFormat);
            }
        }

        Format = format.Schema is null
            ? throw JsonWalk.Refuse(OutputFormat.Member("schema"), "is missing")
            : format with { Extras = extras.ToImmutable() };
    }

    private static ReasoningMode? ModeOf(ReadOnlySpan<byte> type) => type switch
    {
        _ when type.SequenceEqual("enabled"u8) => ReasoningMode.Enabled,
        _ when type.SequenceEqual("adaptive"u8) => ReasoningMode.Adaptive,
        _ when type.SequenceEqual("disabled"u8) => ReasoningMode.Disabled,
        _ when type.SequenceEqual("between_tools"u8) => ReasoningMode.BetweenTools,
        _ => null,
    };

    private static ToolChoiceMode? ChoiceOf(ReadOnlySpan<byte> type) => type switch
    {
        _ when type.SequenceEqual("auto"u8) => ToolChoiceMode.Auto,
        _ when type.SequenceEqual("any"u8) => ToolChoiceMode.Required,
        _ when type.SequenceEqual("tool"u8) => ToolChoiceMode.Named,
        _ when type.SequenceEqual("none"u8) => ToolChoiceMode.None,
        _ => null,
    };
}

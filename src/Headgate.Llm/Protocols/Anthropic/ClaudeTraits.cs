using System.Collections.Immutable;

namespace Headgate.Llm.Protocols.Anthropic;

/// <summary>What a model takes, where models of the same protocol differ: what it does not take is refused with 400.</summary>
internal sealed record ClaudeTraits
{
    /// <summary>The traits of a request that is written as its client wrote it: its vendor judges it.</summary>
    public static ClaudeTraits AsWritten { get; } = new()
    {
        MaxTokens = 0, TakesSampling = true, TakesTemperatureWithTopP = true, TakesForcedChoice = true,
        TakesFormat = true, TakesPrefill = true, TakesSystemInConversation = true,
    };

    /// <summary>The most tokens of an answer; what <c>max_tokens</c> is when the client gives no bound.</summary>
    public required long MaxTokens { get; init; }

    /// <summary>True when a bound above <see cref="MaxTokens"/> is refused; false where the model is not known so well.</summary>
    public bool RefusesMoreTokens { get; init; }

    /// <summary>True when it takes <c>temperature</c>, <c>top_p</c> and <c>top_k</c> other than its own.</summary>
    public bool TakesSampling { get; init; }

    /// <summary>True when it takes <c>temperature</c> and <c>top_p</c> in one request.</summary>
    public bool TakesTemperatureWithTopP { get; init; }

    /// <summary>How it is asked to think.</summary>
    public ThinkingStyle Thinking { get; init; }

    /// <summary>How it is asked not to.</summary>
    public ThinkingOff Off { get; init; }

    /// <summary>The words of <c>output_config.effort</c> it takes, least first; empty = no such setting.</summary>
    public ImmutableArray<string> Efforts { get; init; } = [];

    /// <summary>True when it makes sure that JSON fits a schema: it takes <c>output_config.format</c>, and <c>strict</c> of tools.</summary>
    public bool TakesFormat { get; init; }

    /// <summary>True when the last message may be the beginning of its answer.</summary>
    public bool TakesPrefill { get; init; }

    /// <summary>True when it takes messages of the role system within the conversation.</summary>
    public bool TakesSystemInConversation { get; init; }

    /// <summary>True when thinking is refused where system, tools, an earlier message or earlier thinking is not as it was.</summary>
    public bool BindsThinking { get; init; }

    /// <summary>True when <c>tool_choice</c> may be <c>any</c> or <c>tool</c>.</summary>
    public bool TakesForcedChoice { get; init; }
}

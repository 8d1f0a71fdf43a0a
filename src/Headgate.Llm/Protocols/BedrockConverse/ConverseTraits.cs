using Headgate.Llm.Protocols.Anthropic;

namespace Headgate.Llm.Protocols.BedrockConverse;

/// <summary>What a model takes through Converse, where the houses' models differ.</summary>
internal sealed record ConverseTraits
{
    /// <summary>What is common to Claude and to those about whom nothing is known: how they think, and how tokens are drawn.</summary>
    public required ClaudeTraits Model { get; init; }

    /// <summary>True for Claude, which gets its own settings as additional fields, by their names in Anthropic's protocol.</summary>
    public bool IsClaude { get; init; }

    /// <summary>True when <c>toolChoice</c> may be <c>any</c> or <c>tool</c>.</summary>
    public bool TakesForcedChoice { get; init; }

    /// <summary>True when there may be cache points.</summary>
    public bool TakesCachePoints { get; init; }

    /// <summary>True when cache points may say how long they live.</summary>
    public bool TakesCacheTtl { get; init; }

    /// <summary>True when there may be sounds in messages.</summary>
    public bool TakesAudio { get; init; }

    /// <summary>Where the additional fields have <c>top_k</c>.</summary>
    public TopKPlace TopK { get; init; }

    /// <summary>True when the additional fields may have <c>reasoning_effort</c>: low, medium, high.</summary>
    public bool TakesReasoningEffort { get; init; }
}

using System.Collections.Immutable;

namespace Headgate.Llm.Protocols.GeminiGenerateContent;

/// <summary>What a model of Google's takes, as far as it differs from model to model.</summary>
internal sealed record GeminiTraits
{
    /// <summary>The levels of thinking, least first, in OpenAI's words; empty = it takes none.</summary>
    public ImmutableArray<string> Levels { get; init; } = [];

    /// <summary>The least tokens that thinking may be bounded to.</summary>
    public long LeastBudget { get; init; }

    /// <summary>The most tokens that thinking may be bounded to; 0 = it takes no such bound.</summary>
    public long MostBudget { get; init; }

    /// <summary>True when it can be told not to think.</summary>
    public bool CanStopThinking { get; init; }

    /// <summary>True when a call in the history is refused without a signature.</summary>
    public bool WantsSignatures { get; init; }

    /// <summary>True when one request may have both tools and a form for the answer.</summary>
    public bool TakesFormatWithTools { get; init; }

    /// <summary>True when the result of a tool may hold images and documents itself.</summary>
    public bool TakesMediaInResults { get; init; }

    /// <summary>The most tokens of an answer; more is refused.</summary>
    public long MaxTokens { get; init; } = long.MaxValue;

    /// <summary>True when it can be told in some way how much to think.</summary>
    public bool Thinks => !Levels.IsEmpty || MostBudget > 0;
}

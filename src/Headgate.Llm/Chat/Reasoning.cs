using System.Collections.Immutable;

namespace Headgate.Llm.Chat;

/// <summary>How much the model is to think before it answers.</summary>
public sealed record Reasoning
{
    /// <summary>Whether it thinks; null = not said.</summary>
    public Given<ReasoningMode>? Mode { get; init; }

    /// <summary>How hard, in OpenAI's and Anthropic's words: none, minimal, low, medium, high, xhigh, max; null = not said.</summary>
    public Given<string>? Effort { get; init; }

    /// <summary>The most tokens spent on it; null = not said.</summary>
    public Given<long>? BudgetTokens { get; init; }

    /// <summary>How the thinking is shown (Anthropic: summarized, omitted); null = not said.</summary>
    public Given<string>? Display { get; init; }

    /// <summary>Members that only their own protocol knows; default none.</summary>
    public ImmutableArray<Extra> Extras { get; init; } = [];
}

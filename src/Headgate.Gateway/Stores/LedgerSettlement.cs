using System.Collections.Immutable;
using Headgate.Gateway.Pricing;

namespace Headgate.Gateway.Stores;

/// <summary>What a request came to.</summary>
public sealed record LedgerSettlement
{
    /// <summary>All attempts together; null when the price is not known.</summary>
    public required Money? Cost { get; init; }

    /// <summary>True when the vendor did not say what was used, and it was counted or guessed here.</summary>
    public bool IsEstimated { get; init; }

    /// <summary>The attempts that cost something, in order.</summary>
    public ImmutableArray<LedgerAttempt> Attempts { get; init; } = [];
}

using System.Collections.Immutable;

namespace Headgate.Gateway.Advice;

/// <summary>One entry of an alias, and whether it is in.</summary>
public sealed record AdvisedCandidate
{
    /// <summary>As config writes it: <c>provider/upstream-model</c>, <c>provider/*</c>, or another alias.</summary>
    public required string Name { get; init; }

    /// <summary>Why nothing of it is called; null when something may be.</summary>
    public Exclusion? Exclusion { get; init; }

    /// <summary>The same for people: the condition, the ability, the numbers; null when it is in.</summary>
    public string? Reason { get; init; }

    /// <summary>Its weight.</summary>
    public required int Weight { get; init; }

    /// <summary>What the split calls it; null without a split.</summary>
    public string? Variant { get; init; }

    /// <summary>How likely the split deals it to requests like this one; null without a split.</summary>
    public double? Probability { get; init; }

    /// <summary>
    /// What the strategy ranked it by, the least being the best: expected nano-dollars (<c>cost</c>), milliseconds for a paragraph
    /// (<c>latency</c>), calls under way and a fraction that is drawn (<c>least-busy</c>). Positive infinity where that is not known, negative where
    /// it was put first without; null where nothing was ranked.
    /// </summary>
    public double? Score { get; init; }

    /// <summary>What is called of it, one target for each credential and server; empty for another alias.</summary>
    public ImmutableArray<AdvisedTarget> Targets { get; init; } = [];

    /// <summary>The other alias that it is; null for a provider's model.</summary>
    public AdvisedAlias? Alias { get; init; }
}

using System.Collections.Immutable;
using Headgate.Gateway.Config;

namespace Headgate.Gateway.Advice;

/// <summary>An alias, put in order for one request.</summary>
public sealed record AdvisedAlias
{
    /// <summary>Its name, or the pattern.</summary>
    public required string Name { get; init; }

    /// <summary>The name of its strategy, as config writes it.</summary>
    public required string Strategy { get; init; }

    /// <summary>What its split deals by; null without a split.</summary>
    public StickyBy? Split { get; init; }

    /// <summary>Its entries, best first; those that are out stand where the strategy left them.</summary>
    public required ImmutableArray<AdvisedCandidate> Candidates { get; init; }
}

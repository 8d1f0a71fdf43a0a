using System.Collections.Immutable;
using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Exchange;

namespace Headgate.Gateway.Pipeline.Route;

/// <summary>One entry of an alias while it is put in order.</summary>
internal struct Candidate
{
    /// <summary>The entry.</summary>
    public required AliasTarget Entry { get; init; }

    /// <summary>Its place in the alias.</summary>
    public required int Index { get; init; }

    /// <summary>What it calls, one target for each credential; empty for another alias, and for what does not serve the request.</summary>
    public ImmutableArray<Target> Pool { get; set; }

    /// <summary>What would be called first of it, once <see cref="Prospect.KeepFree"/> has looked; null when nothing of it can be called now.</summary>
    public Target? First { get; set; }

    /// <summary>True once it was looked what would be called first of it: what lies below an alias is not asked twice, at each of its levels.</summary>
    public bool IsLookedAt { get; set; }

    /// <summary>True when it is not for the request: by its conditions, or for what it cannot do.</summary>
    public bool IsOut { get; set; }

    /// <summary>True for a variant of a split where nothing of it can serve the request: it is not dealt.</summary>
    public bool IsBarren { get; set; }

    /// <summary>True when the request may be dealt to it, as far as is known.</summary>
    public readonly bool MayBeDealt => !IsOut && !IsBarren && !(IsLookedAt && First is null);

    /// <summary>Whom its credential sticks to; null when nobody sticks.</summary>
    public ulong? Caller { get; init; }

    /// <summary>The chance of what lies below it: its own turns, and other bits.</summary>
    public required Draw Draw { get; set; }

    /// <summary>What a strategy ranks by; the least is the best, and no number is what was not ranked.</summary>
    public double Score { get; set; }
}

using System.Collections.Immutable;
using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Exchange;

namespace Headgate.Gateway.Pipeline.Route;

/// <summary>Notes what splits deal on the way to a plan's first target.</summary>
internal sealed class Deal
{
    private readonly ImmutableArray<KeyValuePair<Target, string>>.Builder _variants = ImmutableArray.CreateBuilder<KeyValuePair<Target, string>>();
    private Share _first = Share.Whole;

    /// <summary>What was dealt; null when there was no split on the way. Asked for once.</summary>
    public Assignment? Assignment => _first.Variant is { } variant ? new Assignment(variant, _first.Probability, _variants.DrainToImmutable()) : null;

    /// <summary>Planned targets belong to a share.</summary>
    /// <param name="pool">The targets.</param>
    /// <param name="share">Where splits have led to them.</param>
    /// <param name="isFirst">True when the plan was empty before.</param>
    public void Belong(ImmutableArray<Target> pool, Share share, bool isFirst)
    {
        _first = isFirst ? share : _first;
        if (share.Variant is not { } variant)
        {
            return;
        }

        foreach (Target target in pool)
        {
            _variants.Add(KeyValuePair.Create(target, variant));
        }
    }

    /// <summary>The weights, added up, of the variants that may be dealt.</summary>
    public static long Weights(ReadOnlySpan<Candidate> candidates)
    {
        long weights = 0;
        foreach (ref readonly Candidate candidate in candidates)
        {
            weights += candidate.MayBeDealt ? candidate.Entry.Weight : 0;
        }

        return weights;
    }
}

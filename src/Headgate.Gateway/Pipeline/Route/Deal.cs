using System.Collections.Immutable;
using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Exchange;

namespace Headgate.Gateway.Pipeline.Route;

/// <summary>Notes what splits deal on the way to a plan's first target.</summary>
internal sealed class Deal
{
    private readonly ImmutableArray<KeyValuePair<Target, string>>.Builder _variants = ImmutableArray.CreateBuilder<KeyValuePair<Target, string>>();
    private string? _variant;
    private double _probability = 1;

    /// <summary>What was dealt; null when there was no split on the way. Asked for once.</summary>
    public Assignment? Assignment => _variant is null ? null : new Assignment(_variant, _probability, _variants.DrainToImmutable());

    /// <summary>A split was met.</summary>
    /// <param name="candidates">Its variants, the one drawn first.</param>
    /// <param name="isFirst">True when it leads to the plan's first target.</param>
    public void Draw(ReadOnlySpan<Candidate> candidates, bool isFirst)
    {
        long weights = Weights(candidates);
        if (isFirst && weights > 0)
        {
            AliasTarget drawn = candidates[0].Entry;
            (_variant, _probability) = (Join(_variant, drawn.Variant), _probability * drawn.Weight / weights);
        }
    }

    /// <summary>Planned targets belong to a variant; to none when it is null.</summary>
    public void Belong(ImmutableArray<Target> pool, string? variant)
    {
        if (variant is null)
        {
            return;
        }

        foreach (Target target in pool)
        {
            _variants.Add(KeyValuePair.Create(target, variant));
        }
    }

    /// <summary>The weights, added up, of the variants that are for the request.</summary>
    public static long Weights(ReadOnlySpan<Candidate> candidates)
    {
        long weights = 0;
        foreach (ref readonly Candidate candidate in candidates)
        {
            weights += candidate.IsOut ? 0 : candidate.Entry.Weight;
        }

        return weights;
    }

    /// <summary>A variant within a variant.</summary>
    public static string Join(string? outer, string inner) => outer is null ? inner : $"{outer}/{inner}";
}

using System.Collections.Immutable;
using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Exchange;

namespace Headgate.Gateway.Pipeline.Route;

/// <summary>The order in which those of an alias' targets are tried that are fit for a request.</summary>
internal static class StrategyOrder
{
    public static ImmutableArray<AliasTarget> Of(ModelAlias alias, ImmutableArray<AliasTarget> fit, Draw draw) => alias.Strategy switch
    {
        Strategy.Weighted => PutFirst(Turn(alias, fit, draw), fit),
        _ => fit,
    };

    /// <summary>One first, the others as they were.</summary>
    public static ImmutableArray<AliasTarget> PutFirst(AliasTarget? first, ImmutableArray<AliasTarget> fit) =>
        first is null || fit[0] == first ? fit : [first, .. fit.Where(target => target != first)];

    /// <summary>Whose turn it is. The turn of a target that is not fit is drawn among the others by weight; null when none of them has any.</summary>
    private static AliasTarget? Turn(ModelAlias alias, ImmutableArray<AliasTarget> fit, Draw draw)
    {
        AliasTarget turn = alias.Targets[alias.Turns.At(draw.Sequence)];
        return fit.Length == alias.Targets.Length || fit.Contains(turn) ? turn : Drawn(fit, draw.Unit);
    }

    private static AliasTarget? Drawn(ImmutableArray<AliasTarget> fit, double unit)
    {
        long left = (long)(unit * fit.Sum(target => (long)target.Weight));
        foreach (AliasTarget target in fit)
        {
            left -= target.Weight;
            if (left < 0)
            {
                return target;
            }
        }

        return null;
    }
}

using System.Collections.Immutable;
using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Exchange;

namespace Headgate.Gateway.Pipeline.Route;

/// <summary>The order in which an alias' targets are tried.</summary>
internal static class StrategyOrder
{
    public static ImmutableArray<AliasTarget> Of(ModelAlias alias, Draw draw) => alias.Strategy switch
    {
        Strategy.Weighted => WeightedOrder(alias, draw),
        _ => alias.Targets,
    };

    private static ImmutableArray<AliasTarget> WeightedOrder(ModelAlias alias, Draw draw)
    {
        AliasTarget first = alias.Targets[alias.Turns.At(draw.Sequence)];
        return alias.Targets[0] == first ? alias.Targets : [first, .. alias.Targets.Where(target => target != first)];
    }
}

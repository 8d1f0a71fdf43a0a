using System.Collections.Immutable;
using Headgate.Gateway.Config;

namespace Headgate.Gateway.Pipeline.Route.Strategies;

/// <summary>All strategies, by the name that the config gives them.</summary>
internal static class RoutingStrategies
{
    /// <summary>In the order of <see cref="Strategy"/>.</summary>
    public static ImmutableArray<IRoutingStrategy> All { get; } =
        [new PriorityStrategy(), new WeightedStrategy(), new LatencyStrategy(), new CostStrategy(), new LeastBusyStrategy()];

    /// <summary>The strategy that the config asks for.</summary>
    public static IRoutingStrategy Of(Strategy strategy) => All[(int)strategy];
}

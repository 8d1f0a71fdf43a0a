using System.Collections.Immutable;
using Headgate.Gateway.Config;

namespace Headgate.FleetWorld;

/// <summary>A way to choose, by its name.</summary>
/// <param name="Name">The name.</param>
/// <param name="Make">Makes one for so many replicas, with a seed.</param>
internal sealed record BalancerKind(string Name, Func<int, ulong, VirtualTime, IBalancer> Make)
{
    public static BalancerKind Random { get; } = new("random", (replicas, seed, _) => new RandomBalancer(replicas, seed));

    public static BalancerKind RoundRobin { get; } = Of("round robin", Strategy.Weighted);

    public static BalancerKind LeastBusy { get; } = Of("least-busy", Strategy.LeastBusy);

    public static BalancerKind Latency { get; } = Of("latency", Strategy.Latency);

    public static BalancerKind Predicted { get; } = new("predicted", (replicas, seed, time) => new FleetBalancer(replicas, seed, time));

    /// <summary>All, in the order in which they are shown.</summary>
    public static ImmutableArray<BalancerKind> All { get; } = [Random, RoundRobin, LeastBusy, Latency, Predicted];

    private static BalancerKind Of(string name, Strategy strategy) =>
        new(name, (replicas, seed, time) => new StrategyBalancer(strategy, replicas, seed, time));
}

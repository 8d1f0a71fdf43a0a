using System.Collections.Immutable;
using Headgate.Gateway.Config;

namespace Headgate.FleetWorld;

/// <summary>A way to choose, by its name.</summary>
/// <param name="Name">The name.</param>
/// <param name="Make">Makes one for these replicas, with a seed.</param>
internal sealed record BalancerKind(string Name, Func<Engine[], ulong, VirtualTime, IBalancer> Make)
{
    public static BalancerKind Random { get; } = new("random", (engines, seed, _) => new RandomBalancer(engines.Length, seed));

    public static BalancerKind RoundRobin { get; } = Of("round robin", Strategy.Weighted);

    public static BalancerKind LeastBusy { get; } = Of("least-busy", Strategy.LeastBusy);

    public static BalancerKind Latency { get; } = Of("latency", Strategy.Latency);

    public static BalancerKind Predicted { get; } = new("predicted", (engines, seed, time) => new FleetBalancer(engines.Length, seed, time));

    /// <summary>What perfect knowledge gives: nobody has it, and it is none of the strategies.</summary>
    public static BalancerKind Oracle { get; } = new("oracle", (engines, seed, time) => new OracleBalancer(engines, seed, time));

    /// <summary>All, in the order in which they are shown.</summary>
    public static ImmutableArray<BalancerKind> All { get; } = [Random, RoundRobin, LeastBusy, Latency, Predicted];

    private static BalancerKind Of(string name, Strategy strategy) =>
        new(name, (engines, seed, time) => new StrategyBalancer(strategy, engines.Length, seed, time));
}

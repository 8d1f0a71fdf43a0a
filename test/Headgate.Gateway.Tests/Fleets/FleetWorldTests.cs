using Headgate.FleetWorld;

namespace Headgate.Gateway.Tests.Fleets;

/// <summary>The world of bench/fleet, smaller: what is published of it holds. Its clock is its own, nothing here takes time.</summary>
public sealed class FleetWorldTests
{
    private static readonly WorldSpec Small = new() { Requests = 6_000, PrefixShare = 0.6 };

    [Fact]
    public void Prediction_brings_the_first_token_half_as_late_as_taking_turns()
    {
        WorldResult turns = World.Run(Small, BalancerKind.RoundRobin);
        WorldResult predicted = World.Run(Small, BalancerKind.Predicted);

        Assert.True(turns.Mean >= 1.5 * predicted.Mean, $"mean {turns.Mean:0.000} s in turn, {predicted.Mean:0.000} s predicted");
        Assert.True(turns.P99 >= 1.5 * predicted.P99, $"p99 {turns.P99:0.000} s in turn, {predicted.P99:0.000} s predicted");
    }

    [Fact]
    public void Four_gateways_that_share_nothing_keep_what_prediction_gains()
    {
        WorldResult turns = World.Run(Small with { Gateways = 4 }, BalancerKind.RoundRobin);
        WorldResult predicted = World.Run(Small with { Gateways = 4 }, BalancerKind.Predicted);

        Assert.True(turns.Mean >= 1.5 * predicted.Mean, $"mean {turns.Mean:0.000} s in turn, {predicted.Mean:0.000} s predicted");
        Assert.True(turns.P99 >= 1.5 * predicted.P99, $"p99 {turns.P99:0.000} s in turn, {predicted.P99:0.000} s predicted");
    }

    [Fact]
    public void Who_knows_all_is_at_least_as_good_as_who_predicts()
    {
        WorldResult predicted = World.Run(Small with { Gateways = 4 }, BalancerKind.Predicted);

        Assert.InRange(World.Run(Small with { Gateways = 4 }, BalancerKind.Oracle).Mean, 0, predicted.Mean);
    }

    [Theory]
    [InlineData(1, 1, 0, 0.5)]
    [InlineData(1, 1, 0, 0.95)]
    [InlineData(1, 1, 0.9, 0.8)]
    [InlineData(1, 2, 0, 0.8)]
    [InlineData(1, 2, 0.6, 0.95)]
    [InlineData(4, 1, 0, 0.8)]
    [InlineData(4, 1, 0.9, 0.5)]
    [InlineData(4, 2, 0.3, 0.95)]
    public void Prediction_is_nowhere_worse_than_least_busy(int gateways, double slowness, double share, double load)
    {
        WorldSpec world = Small with { Gateways = gateways, Slowness = slowness, PrefixShare = share, Load = load };
        WorldResult busy = World.Run(world, BalancerKind.LeastBusy);
        WorldResult predicted = World.Run(world, BalancerKind.Predicted);

        Assert.True(predicted.Mean <= 1.05 * busy.Mean, $"mean {busy.Mean:0.000} s least busy, {predicted.Mean:0.000} s predicted");
        Assert.True(predicted.P99 <= 1.05 * busy.P99, $"p99 {busy.P99:0.000} s least busy, {predicted.P99:0.000} s predicted");
    }

    [Fact]
    public void The_same_world_goes_the_same_way_each_time() =>
        Assert.Equal(World.Run(Small with { Requests = 1_000 }, BalancerKind.Predicted), World.Run(Small with { Requests = 1_000 }, BalancerKind.Predicted));

    [Fact]
    public void Reads_a_trace()
    {
        Arrival[] arrivals =
        [
            .. TraceFile.Read(
                ["""{"timestamp": 3000, "input_length": 1200, "output_length": 52, "hash_ids": [46, 47, 48]}""", "",
                 """{"timestamp": 0, "input_length": 512, "output_length": 0, "hash_ids": [46]}"""], speed: 2),
        ];

        Assert.Equal([0, 1.5], arrivals.Select(arrival => arrival.At));
        Assert.Equal([512, 1200], arrivals.Select(arrival => arrival.Prompt.Tokens));
        Assert.Equal([1, 2], arrivals.Select(arrival => arrival.Prompt.Blocks.Length)); // the last block is not full
        Assert.Equal(arrivals[0].Prompt.Blocks[0], arrivals[1].Prompt.Blocks[0]);
        Assert.Equal([1, 52], arrivals.Select(arrival => arrival.OutputTokens));
        Assert.Equal(5, Report.Trace(arrivals, new WorldSpec()).Last().Split("|").Count(cell => cell.Contains('%')));
    }
}

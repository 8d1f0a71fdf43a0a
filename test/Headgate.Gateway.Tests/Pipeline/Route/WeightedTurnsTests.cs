using CsCheck;
using Headgate.Gateway.Config;

namespace Headgate.Gateway.Tests.Pipeline.Route;

public sealed class WeightedTurnsTests
{
    [Fact]
    public void Splits_any_whole_round_exactly_by_weight() =>
        Gen.Int[0, 30].Array[1, 6].Where(weights => weights.Sum() > 0).Sample(weights =>
        {
            var turns = new WeightedTurns(weights);
            int[] picks = [.. Enumerable.Range(0, turns.Length).Select(i => turns.At(i))];
            return weights.Select((weight, i) => picks.Count(pick => pick == i) * weights.Sum() == weight * turns.Length).All(right => right);
        });

    [Fact]
    public void Keeps_two_targets_within_one_pick_of_their_share_from_any_point_of_the_round() =>
        Gen.Select(Gen.Int[1, 50], Gen.Int[1, 50], Gen.Int[0, 200], Gen.Int[1, 200]).Sample((left, right, start, length) =>
        {
            var turns = new WeightedTurns([left, right]);
            int picks = Enumerable.Range(start, length).Count(i => turns.At(i) == 0);
            return Math.Abs(picks - (length * (double)left / (left + right))) <= 1.0 + 1e-9;
        });

    [Fact]
    public void Never_picks_a_weight_of_zero()
    {
        var turns = new WeightedTurns([0, 1, 0, 3]);
        Assert.DoesNotContain(Enumerable.Range(0, 100), i => turns.At(i) is 0 or 2);
    }

    [Fact]
    public void Bounds_the_round_of_huge_weights()
    {
        var turns = new WeightedTurns([1_000_003, 999_983]);
        Assert.InRange(turns.Length, 2, 10_002);
    }
}

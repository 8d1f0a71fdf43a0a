using CsCheck;
using Headgate.Gateway.Config;

namespace Headgate.Gateway.Tests.Pipeline.Route.Strategies;

public sealed class WeightedStrategyTests
{
    private readonly RouteRig _rig = new();

    [Fact]
    public void Keeps_within_one_pick_of_the_share_in_any_window_of_the_sum_of_weights() =>
        Gen.Int[1, 9].Array[2, 6].Sample(weights =>
        {
            var rig = new RouteRig();
            ModelAlias alias = RouteRig.Alias(Strategy.Weighted, "abcdef"[..weights.Length], weights);
            return IsWithinOne(Picks(rig, alias, 3 * weights.Sum()), weights);
        }, iter: 60);

    [Fact]
    public void Keeps_within_one_pick_among_those_that_are_left_when_one_is_parked() =>
        Gen.Int[1, 9].Array[3, 6].Sample(weights =>
        {
            var rig = new RouteRig();
            ModelAlias alias = RouteRig.Alias(Strategy.Weighted, "abcdef"[..weights.Length], weights);
            rig.Park(alias, 'b', TimeSpan.FromHours(1));
            weights[1] = 0;
            return IsWithinOne(Picks(rig, alias, 3 * weights.Sum()), weights);
        }, iter: 60);

    [Fact]
    public void Keeps_within_one_pick_within_an_alias_that_is_nested() =>
        Gen.Select(Gen.Int[1, 6], Gen.Int[1, 6], Gen.Int[1, 5].Array[2, 4]).Sample((outside, inside, weights) =>
        {
            var rig = new RouteRig();
            ModelAlias inner = RouteRig.Alias(Strategy.Weighted, "abcd"[..weights.Length], weights);
            ModelAlias single = RouteRig.Alias(Strategy.Priority, "z");
            ModelAlias outer = RouteRig.Alias(Strategy.Weighted, (new AliasTarget.Alias(single, outside), 0), (new AliasTarget.Alias(inner, inside), 0));
            string picks = Picks(rig, outer, 4 * weights.Sum() * (outside + inside));
            return IsWithinOne(string.Concat(picks.Where(pick => pick != 'z')), weights)
                && Math.Abs(picks.Count(pick => pick == 'z') - (picks.Length * (double)outside / (outside + inside))) < 1e-9;
        }, iter: 60);

    [Fact]
    public void Gives_the_share_of_a_sick_target_to_all_others_by_weight()
    {
        ModelAlias alias = RouteRig.Alias(Strategy.Weighted, "abc", 2, 1, 1);
        _rig.Sicken(_rig.Find(alias, 'a'));

        string picks = Picks(_rig, alias, 100);

        Assert.Equal((50, 50), (picks.Count(pick => pick == 'b'), picks.Count(pick => pick == 'c')));
    }

    [Fact]
    public void Calls_a_weight_of_zero_only_when_no_other_is_left()
    {
        ModelAlias alias = RouteRig.Alias(Strategy.Weighted, "abc", 0, 1, 1);
        Assert.DoesNotContain('a', Picks(_rig, alias, 10));

        _rig.Park(alias, 'b', TimeSpan.FromHours(1));
        _rig.Park(alias, 'c', TimeSpan.FromHours(1));
        Assert.Equal("aaa", Picks(_rig, alias, 3));
    }

    [Fact]
    public void Lets_the_others_follow_in_the_order_of_the_config()
    {
        ModelAlias alias = RouteRig.Alias(Strategy.Weighted, "abc");
        Assert.Equal(["abc", "bac", "cab"], new[] { _rig.Names(alias), _rig.Names(alias), _rig.Names(alias) });
    }

    private static string Picks(RouteRig rig, ModelAlias alias, int requests) =>
        string.Concat(Enumerable.Range(0, requests).Select(_ => rig.Names(alias)[0]));

    private static bool IsWithinOne(string picks, int[] weights)
    {
        int sum = weights.Sum();
        return Enumerable.Range(0, Math.Max(0, picks.Length - sum)).All(start => weights.Select((weight, i) =>
            Math.Abs(picks.AsSpan(start, sum).Count("abcdef"[i]) - weight) <= 1).All(isWithin => isWithin));
    }
}

using Headgate.Gateway.Config;
using Headgate.Gateway.Health;

namespace Headgate.Gateway.Tests.Pipeline.Route.Strategies;

public sealed class LeastBusyStrategyTests
{
    private readonly RouteRig _rig = new();
    private readonly ModelAlias _alias = RouteRig.Alias(Strategy.LeastBusy, "abcd");

    [Fact]
    public void Keeps_calls_under_way_even()
    {
        for (int i = 0; i < 40; i++)
        {
            _rig.Call(_alias);
        }

        Assert.All("abcd", name => Assert.Equal(10, _rig.Book.Of(_rig.Find(_alias, name)).InFlight));
    }

    [Fact]
    public void Calls_the_one_whose_calls_have_ended_and_lets_the_busier_follow()
    {
        List<TargetCall> calls = [.. Enumerable.Range(0, 8).Select(_ => _rig.Call(_alias))];
        calls.Last(call => call.Target.Provider.Name == "c").Leave();
        calls.First(call => call.Target.Provider.Name == "c").Leave();
        calls.First(call => call.Target.Provider.Name == "b").Leave();

        Assert.Equal("cb", _rig.Names(_alias)[..2]);
    }

    [Fact]
    public void Draws_among_equals()
    {
        string picks = string.Concat(Enumerable.Range(0, 1000).Select(_ => _rig.Names(_alias)[0]));

        Assert.All("abcd", name => Assert.InRange(picks.Count(pick => pick == name), 200, 300));
    }

    [Fact]
    public void A_nested_alias_counts_as_what_it_would_call()
    {
        ModelAlias inner = RouteRig.Alias(Strategy.LeastBusy, "xy");
        ModelAlias outer = RouteRig.Alias(
            Strategy.LeastBusy, (new AliasTarget.Alias(inner, 1), 0), (new AliasTarget.Alias(RouteRig.Alias(Strategy.Priority, "z"), 1), 0));
        for (int i = 0; i < 30; i++)
        {
            _rig.Call(outer);
        }

        Assert.All("xyz", name => Assert.Equal(10, _rig.Book.Of(_rig.Find(outer, name)).InFlight));
    }
}

using Headgate.Gateway.Config;
using Headgate.Gateway.Health;
using Headgate.Gateway.Pipeline.Route;

namespace Headgate.Gateway.Tests.Pipeline.Route.Strategies;

public sealed class CostStrategyTests : ITargetCosts
{
    private readonly Dictionary<string, long> _prices = new() { ["a"] = 30, ["b"] = 10, ["d"] = 20 };
    private readonly RouteRig _rig;
    private readonly ModelAlias _alias = RouteRig.Alias(Strategy.Cost, "abcd");

    public CostStrategyTests() => _rig = new RouteRig { Costs = this };

    [Fact]
    public void Calls_the_cheapest_first_and_what_has_no_price_last() => Assert.Equal("bdac", _rig.Names(_alias));

    [Fact]
    public void Passes_by_what_is_parked()
    {
        _rig.Park(_alias, 'b', TimeSpan.FromSeconds(5));
        Assert.Equal("dac", _rig.Names(_alias));
    }

    [Fact]
    public void Counts_on_the_prompt_cache_where_it_was_met()
    {
        for (int i = 0; i < 50; i++)
        {
            TargetCall call = _rig.Enter(_rig.Find(_alias, 'a'));
            call.Streamed(TimeSpan.FromSeconds(1), new() { InputText = 10, CacheRead = 90 });
            call.Leave();
        }

        Assert.Equal("abdc", _rig.Names(_alias));
    }

    long? ITargetCosts.Of(Target target, long inputTokens, long cachedTokens, long outputTokens) =>
        _prices.TryGetValue(target.Provider.Name, out long price) ? price * (inputTokens - cachedTokens) : null;
}

using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Exchange;

namespace Headgate.Gateway.Tests.Pipeline.Route;

public sealed class NestedAliasTests
{
    /// <summary>As deep as a config may nest them; were each level to look twice at the one below, this would be 2^32 looks.</summary>
    [Theory]
    [InlineData(Strategy.Priority)]
    [InlineData(Strategy.Weighted)]
    [InlineData(Strategy.Latency)]
    [InlineData(Strategy.Cost)]
    [InlineData(Strategy.LeastBusy)]
    public void Are_looked_at_once_each_however_deep_they_lie(Strategy strategy)
    {
        ModelAlias alias = RouteRig.Alias(strategy, "ab");
        for (int depth = 0; depth < 32; depth++)
        {
            alias = RouteRig.Alias(strategy, (new AliasTarget.Alias(alias, 1), 0));
        }

        Assert.Equal(2, new RouteRig().Plan(alias).Targets.Length);
    }

    [Fact]
    public void Are_no_more_work_when_nothing_in_them_can_be_called()
    {
        var rig = new RouteRig();
        ModelAlias inner = RouteRig.Alias(Strategy.Weighted, "a");
        rig.Park(inner, 'a', TimeSpan.FromMinutes(1));
        ModelAlias alias = inner;
        for (int depth = 0; depth < 32; depth++)
        {
            alias = RouteRig.Alias(Strategy.Weighted, (new AliasTarget.Alias(alias, 1), 0));
        }

        AttemptPlan plan = rig.Plan(alias);
        Assert.Empty(plan.Targets);
        Assert.Equal("a", Assert.Single(plan.LeftOut).Provider.Name);
    }
}

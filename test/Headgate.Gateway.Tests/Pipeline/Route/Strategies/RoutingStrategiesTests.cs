using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Route.Strategies;

namespace Headgate.Gateway.Tests.Pipeline.Route.Strategies;

public sealed class RoutingStrategiesTests
{
    [Fact]
    public void Each_strategy_of_the_config_has_its_own_and_no_other_exists() => Assert.Equal(
        Enum.GetNames<Strategy>().Select(name => name.ToLowerInvariant()),
        RoutingStrategies.All.Select(strategy => strategy.Name.Replace("-", "", StringComparison.Ordinal)));

    [Fact]
    public void A_pool_leaves_the_share_of_a_parked_credential_to_all_the_others()
    {
        var rig = new RouteRig();
        Provider pool = Rig.PipelineRig.Vendor(
            "p", "https://p.test/v1", "openai", [Llm.Protocols.WireProtocol.OpenAIChat], "sk-a-00000000", "sk-b-00000000", "sk-c-00000000");
        var alias = new ModelAlias { Name = "pool", Targets = [new AliasTarget.Model(pool, "m", 1)] };
        Target parked = rig.Plan(alias).Targets.First(target => target.Credential.Id == "p#0");
        rig.Enter(parked).Failed(
            new(Llm.Providers.UpstreamFault.RateLimited, "") { RetryAfter = TimeSpan.FromSeconds(9) }, TimeSpan.Zero);

        string[] picks = [.. Enumerable.Range(0, 100).Select(_ => rig.Plan(alias).Targets[0].Credential.Id)];

        Assert.Equal((50, 50), (picks.Count(pick => pick == "p#1"), picks.Count(pick => pick == "p#2")));
        Assert.Equal(parked, Assert.Single(rig.Plan(alias).LeftOut));
    }
}

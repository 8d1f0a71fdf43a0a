using Headgate.EndToEnd.Wire;
using Headgate.EndToEnd.Worlds;

namespace Headgate.EndToEnd.Sdk.Node;

/// <summary>
/// The npm SDKs' scenarios, a test for each. The runner asserts what the SDK was given; here its calls are held against what the
/// vendor received and what was recorded.
/// </summary>
public abstract class NodeScenarios(World world)
{
    public static IEnumerable<TheoryDataRow<string>> Sdks() => NodeSuite.All.Select(suite => new TheoryDataRow<string>(suite.Sdk));

    [Theory]
    [MemberData(nameof(Sdks))]
    public async Task Npm_runs_no_scenario_that_has_no_test(string sdk)
    {
        var results = await NodeRunner.ResultsAsync(sdk, world);

        var suite = NodeSuite.All.Single(suite => suite.Sdk == sdk);
        IEnumerable<string> tested = world.Crosswise ? suite.Scenarios : [.. suite.Scenarios, .. suite.NativeOnly];
        Assert.Equal(tested.Order(), results.Keys.Order());
    }

    private protected async Task PassesAsync(string sdk, string scenario)
    {
        var result = (await NodeRunner.ResultsAsync(sdk, world))[scenario];

        Assert.True(result.Ok, result.Error);
        List<WireExchange> exchanges = [.. result.Exchanges.Select(exchange => exchange.ToWire())];
        await world.CheckAsync(exchanges, result.Usages);
    }
}

/// <summary>The scenarios where each SDK meets its own kind of vendor.</summary>
public abstract class NodeNatively(World world) : NodeScenarios(world)
{
    public static IEnumerable<TheoryDataRow<string, string>> All() => NodeSuite.All.SelectMany(suite =>
        suite.Scenarios.Concat(suite.NativeOnly).Select(name => new TheoryDataRow<string, string>(suite.Sdk, name)));

    [Theory]
    [MemberData(nameof(All))]
    public Task Npm(string sdk, string scenario) => PassesAsync(sdk, scenario);
}

public sealed class NodeDirectly(SimulatorWorld world) : NodeNatively(world);

public sealed class NodeThroughTheGateway(GatewayWorld world) : NodeNatively(world);

public sealed class NodeThroughTheClouds(CloudWorld world) : NodeNatively(world);

public sealed class NodeCrosswise(CrosswiseWorld world) : NodeScenarios(world)
{
    public static IEnumerable<TheoryDataRow<string, string>> All() => NodeSuite.All.SelectMany(suite =>
        suite.Scenarios.Select(name => new TheoryDataRow<string, string>(suite.Sdk, name)));

    [Theory]
    [MemberData(nameof(All))]
    public Task Npm(string sdk, string scenario) => PassesAsync(sdk, scenario);
}

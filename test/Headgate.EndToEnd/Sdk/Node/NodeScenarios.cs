using Headgate.EndToEnd.Wire;
using Headgate.EndToEnd.Worlds;

namespace Headgate.EndToEnd.Sdk.Node;

/// <summary>
/// The npm SDKs' scenarios, a test for each. The runner asserts what the SDK was given; here its calls are held against what the
/// vendor received and what was recorded.
/// </summary>
/// <param name="world">Where the SDKs are pointed.</param>
/// <param name="tests">Each scenario that is tested there, after its SDK.</param>
public abstract class NodeScenarios(World world, IEnumerable<TheoryDataRow<string, string>> tests)
{
    [Fact]
    public async Task Npm_runs_no_scenario_that_has_no_test()
    {
        foreach (var suite in tests.GroupBy(test => test.Data.Item1, test => test.Data.Item2))
            Assert.Equal(suite.Order(), (await NodeRunner.ResultsAsync(suite.Key, world)).Keys.Order());
    }

    private protected static bool IsAsked(TheoryDataRow<string, string> test, string[] leftOut) => !leftOut.Contains($"{test.Data.Item1}:{test.Data.Item2}");

    private protected async Task PassesAsync(string sdk, string scenario)
    {
        var result = (await NodeRunner.ResultsAsync(sdk, world))[scenario];

        Assert.True(result.Ok, result.Error);
        List<WireExchange> exchanges = [.. result.Exchanges.Select(exchange => exchange.ToWire())];
        await world.CheckAsync(exchanges, result.Usages);
    }
}

/// <summary>Each SDK and its kind of vendor, without a gateway.</summary>
public sealed class NodeDirectly(SimulatorWorld world) : NodeScenarios(world, All())
{
    public static IEnumerable<TheoryDataRow<string, string>> All() => NodeSuite.Older.Concat(NodeSuite.Google).SelectMany(suite => suite.Natively);

    [Theory]
    [MemberData(nameof(All))]
    public Task Npm(string sdk, string scenario) => PassesAsync(sdk, scenario);
}

/// <summary>Each SDK through the gateway to its kind of vendor.</summary>
public sealed class NodeThroughTheGateway(GatewayWorld world) : NodeScenarios(world, All())
{
    public static IEnumerable<TheoryDataRow<string, string>> All() => NodeSuite.Older.Concat(NodeSuite.Google).SelectMany(suite => suite.Natively);

    [Theory]
    [MemberData(nameof(All))]
    public Task Npm(string sdk, string scenario) => PassesAsync(sdk, scenario);
}

/// <summary>Each SDK through the gateway to a cloud that hosts its kind of models.</summary>
public sealed class NodeThroughTheClouds(CloudWorld world) : NodeScenarios(world, All())
{
    public static IEnumerable<TheoryDataRow<string, string>> All() =>
        NodeSuite.Older.Concat(NodeSuite.Google).SelectMany(suite => suite.Natively).Where(test => IsAsked(test, CloudWorld.Unknown));

    [Theory]
    [MemberData(nameof(All))]
    public Task Npm(string sdk, string scenario) => PassesAsync(sdk, scenario);
}

/// <summary>Each SDK of another kind through the gateway to Gemini.</summary>
public sealed class NodeToGemini(ToGeminiWorld world) : NodeScenarios(world, All())
{
    public static IEnumerable<TheoryDataRow<string, string>> All() => NodeSuite.Older.SelectMany(suite => suite.Crosswise);

    [Theory]
    [MemberData(nameof(All))]
    public Task Npm(string sdk, string scenario) => PassesAsync(sdk, scenario);
}

/// <summary>Each SDK through the gateway to another kind of vendor.</summary>
public sealed class NodeCrosswise(CrosswiseWorld world) : NodeScenarios(world, All())
{
    public static IEnumerable<TheoryDataRow<string, string>> All() => NodeSuite.Older.Concat(NodeSuite.Google).SelectMany(suite => suite.Crosswise);

    [Theory]
    [MemberData(nameof(All))]
    public Task Npm(string sdk, string scenario) => PassesAsync(sdk, scenario);
}

/// <summary>Google's SDKs through the gateway to OpenAI.</summary>
public sealed class NodeToOpenAI(ToOpenAIWorld world) : NodeScenarios(world, All())
{
    public static IEnumerable<TheoryDataRow<string, string>> All() => NodeSuite.Google.SelectMany(suite => suite.Crosswise);

    [Theory]
    [MemberData(nameof(All))]
    public Task Npm(string sdk, string scenario) => PassesAsync(sdk, scenario);
}

/// <summary>Each SDK through the gateway to Bedrock, which counts no thoughts.</summary>
public sealed class NodeToBedrock(ToBedrockWorld world) : NodeScenarios(world, All())
{
    public static IEnumerable<TheoryDataRow<string, string>> All() => NodeSuite.Older.Concat(NodeSuite.Google).SelectMany(suite => suite.Crosswise);

    [Theory]
    [MemberData(nameof(All))]
    public Task Npm(string sdk, string scenario) => PassesAsync(sdk, scenario);
}

/// <summary>Each SDK through the gateway to Ollama.</summary>
public sealed class NodeToOllama(ToOllamaWorld world) : NodeScenarios(world, All())
{
    public static IEnumerable<TheoryDataRow<string, string>> All() =>
        NodeSuite.Older.Concat(NodeSuite.Google).SelectMany(suite => suite.Crosswise).Where(test => IsAsked(test, ToOllamaWorld.Unknown));

    [Theory]
    [MemberData(nameof(All))]
    public Task Npm(string sdk, string scenario) => PassesAsync(sdk, scenario);
}

using Headgate.EndToEnd.Wire;
using Headgate.EndToEnd.Worlds;

namespace Headgate.EndToEnd.Sdk.Node;

/// <summary>
/// The npm SDKs' scenarios, a test for each. The runner asserts what the SDK was given; here its calls are held against what the
/// vendor received and what was recorded.
/// </summary>
public abstract class NodeScenarios(World world)
{
    private static readonly string[] OpenAI =
    [
        "chat_text", "chat_stream", "chat_stream_with_usage", "chat_tools_over_two_turns", "chat_stream_of_parallel_tools", "chat_image",
        "chat_structured_output", "chat_reasoning", "responses_text", "responses_stream", "responses_tools_over_two_turns",
        "responses_reasoning_is_replayed", "responses_structured_output", "completions_text", "completions_stream",
        "embeddings_as_base64_by_default", "models_list", "error_400", "error_404", "error_422", "error_429", "error_500", "error_529",
        "error_of_a_stream_before_its_first_word", "error_401_of_a_wrong_key", "error_401_of_the_vendor_is_not_the_clients",
        "error_403_of_a_forbidden_model", "error_404_of_an_unknown_model", "error_in_a_stream", "cut_stream", "malformed_stream",
        "retries_of_the_sdk", "retries_of_the_gateway_end_those_of_the_sdk",
    ];

    private static readonly string[] Anthropic =
    [
        "text", "stream", "cached_stream", "tools_over_two_turns", "stream_of_parallel_tools", "image", "structured_output",
        "thinking_is_replayed", "count_tokens", "models_list", "error_400", "error_404", "error_413", "error_429", "error_500",
        "error_529", "error_401_of_a_wrong_key", "error_401_of_the_vendor_is_not_the_clients", "error_403_of_a_forbidden_model",
        "error_404_of_an_unknown_model", "error_in_a_stream", "cut_stream", "malformed_stream", "retries_of_the_sdk",
        "retries_of_the_gateway_end_those_of_the_sdk", "credentials_of_this_major",
    ];

    public static IEnumerable<TheoryDataRow<string, string>> All() =>
    [
        .. OpenAI.Select(name => new TheoryDataRow<string, string>("openai", name)),
        .. Anthropic.Select(name => new TheoryDataRow<string, string>("anthropic", name)),
        .. Anthropic.Append("temperature").Select(name => new TheoryDataRow<string, string>("anthropic-old", name)),
    ];

    [Theory]
    [MemberData(nameof(All))]
    public async Task Npm(string sdk, string scenario)
    {
        var result = (await NodeRunner.ResultsAsync(sdk, world))[scenario];

        Assert.True(result.Ok, result.Error);
        List<WireExchange> exchanges = [.. result.Exchanges.Select(exchange => exchange.ToWire())];
        await world.CheckAsync(exchanges, result.Usages);
    }

    [Theory]
    [InlineData("openai")]
    [InlineData("anthropic")]
    [InlineData("anthropic-old")]
    public async Task Npm_runs_no_scenario_that_has_no_test(string sdk)
    {
        var results = await NodeRunner.ResultsAsync(sdk, world);

        Assert.Equal(All().Where(row => row.Data.Item1 == sdk).Select(row => row.Data.Item2).Order(), results.Keys.Order());
    }
}

public sealed class NodeDirectly(SimulatorWorld world) : NodeScenarios(world);

public sealed class NodeThroughTheGateway(GatewayWorld world) : NodeScenarios(world);

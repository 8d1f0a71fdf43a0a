using System.Text.Json;
using Anthropic.Helpers;
using Anthropic.Models.Messages;
using Headgate.EndToEnd.Worlds;

namespace Headgate.EndToEnd.Sdk.DotNet;

/// <summary>.NET <c>Anthropic</c>: messages, streams, tools, thinking.</summary>
public abstract class AnthropicMessagesScenarios(World world)
{
    private static readonly Dictionary<string, JsonElement> Schema =
        JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(Forecast.Schema)!;

    [Fact]
    public async Task Text()
    {
        using var sdk = new AnthropicSdk(world);

        var reply = await sdk.Client.Messages.Create(sdk.Ask("echo", "one two three"), Bound.Token());

        Assert.Equal("one two three", TextOf(reply));
        Assert.Equal(StopReason.EndTurn, reply.StopReason!.Value());
        await sdk.CheckAsync(AnthropicSdk.Usage(reply.Usage));
    }

    [Fact]
    public async Task Stream()
    {
        using var sdk = new AnthropicSdk(world);

        var reply = await CollectAsync(sdk, sdk.Ask("lorem-40", "hello"));

        Assert.Equal(40, TextOf(reply).Split(' ').Length);
        Assert.Equal(StopReason.EndTurn, reply.StopReason!.Value());
        await sdk.CheckAsync(AnthropicSdk.Usage(reply.Usage));
    }

    [Fact]
    public async Task Tools_over_two_turns()
    {
        using var sdk = new AnthropicSdk(world);
        var ask = sdk.Ask("tools", "weather?") with { Tools = [Tool("weather"), Tool("tide")] };

        var first = await sdk.Client.Messages.Create(ask, Bound.Token());
        var call = Assert.Single(first.Content.Select(block => block.Value).OfType<ToolUseBlock>());
        var result = new ToolResultBlockParam(call.ID) { Content = "rain" };
        var answered = new UserMessageParam(new MessageContentParam([result]));
        var second = await sdk.Client.Messages.Create(
            ask with { Messages = [.. ask.Messages, Replay(first), answered] }, Bound.Token());

        Assert.Equal(StopReason.ToolUse, first.StopReason!.Value());
        Assert.Equal("weather", call.Name);
        Assert.True(call.Input.ContainsKey("city"));
        Assert.Contains("rain", TextOf(second), StringComparison.Ordinal);
        await sdk.CheckAsync(AnthropicSdk.Usage(first.Usage), AnthropicSdk.Usage(second.Usage));
    }

    [Fact]
    public async Task Stream_of_parallel_tools()
    {
        using var sdk = new AnthropicSdk(world);
        var ask = sdk.Ask("parallel-tools", "weather twice") with { System = "be nice", Tools = [Tool("weather"), Tool("tide")] };

        var first = await CollectAsync(sdk, ask);
        var calls = Calls(first);
        var second = await CollectAsync(sdk, ask with { Messages = [.. ask.Messages, Replay(first), Answer(calls)] });

        Assert.Equal(["weather", "tide"], calls.Select(call => call.Name));
        Assert.All(calls, call => Assert.Equal(JsonValueKind.Number, call.Input["days"].ValueKind));
        Assert.Equal("The tool answered: rain by weather\nrain by tide", TextOf(second));
        await sdk.CheckAsync(AnthropicSdk.Usage(first.Usage), AnthropicSdk.Usage(second.Usage));
    }

    [Theory]
    [InlineData("reasoning-tools", false)]
    [InlineData("reasoning-parallel-tools", true)]
    public async Task Tools_with_thinking_over_two_turns(string behaviour, bool streamed)
    {
        using var sdk = new AnthropicSdk(world);
        var ask = sdk.Ask(behaviour, "weather?") with
        {
            Thinking = new ThinkingConfigEnabled(2000),
            Tools = [Tool("weather"), Tool("tide")],
        };

        var first = await ReplyAsync(sdk, ask, streamed);
        var second = await ReplyAsync(sdk, ask with { Messages = [.. ask.Messages, Replay(first), Answer(Calls(first))] }, streamed);

        Assert.IsType<ThinkingBlock>(first.Content[0].Value);
        Assert.Contains("rain by weather", TextOf(second), StringComparison.Ordinal);
        await sdk.CheckAsync(AnthropicSdk.Usage(first.Usage), AnthropicSdk.Usage(second.Usage));
    }

    [Fact]
    public async Task Cached_input()
    {
        using var sdk = new AnthropicSdk(world);

        var whole = await sdk.Client.Messages.Create(sdk.Ask("cached", "again"), Bound.Token());
        var streamed = await CollectAsync(sdk, sdk.Ask("cached", "again"));

        Assert.Equal(1000, whole.Usage.CacheReadInputTokens);
        Assert.Equal(1000, streamed.Usage.CacheReadInputTokens);
        await sdk.CheckAsync(AnthropicSdk.Usage(whole.Usage), AnthropicSdk.Usage(streamed.Usage));
    }

    [Fact]
    public async Task Image()
    {
        using var sdk = new AnthropicSdk(world);
        var image = new ImageBlockParam(new Base64ImageSource { Data = Pixel.Base64, MediaType = MediaType.ImagePng });
        var ask = sdk.Ask("echo", "") with
        {
            Messages = [new UserMessageParam(new MessageContentParam([new TextBlockParam("see"), image]))],
        };

        var reply = await sdk.Client.Messages.Create(ask, Bound.Token());

        Assert.Equal("see [1 image]", TextOf(reply));
        await sdk.CheckAsync(AnthropicSdk.Usage(reply.Usage));
    }

    [Fact]
    public async Task Structured_output()
    {
        using var sdk = new AnthropicSdk(world);
        var format = new JsonOutputFormat { Schema = Schema };
        var ask = sdk.Ask("json", "json please") with { OutputConfig = new OutputConfig { Format = format } };

        var reply = await sdk.Client.Messages.Create(ask, Bound.Token());

        using var answer = JsonDocument.Parse(TextOf(reply));
        Assert.Equal(JsonValueKind.Number, answer.RootElement.GetProperty("days").ValueKind);
        await sdk.CheckAsync(AnthropicSdk.Usage(reply.Usage));
    }

    [Fact]
    public async Task Thinking_is_replayed()
    {
        using var sdk = new AnthropicSdk(world);
        var ask = sdk.Ask("reasoning", "think") with { Thinking = new ThinkingConfigEnabled(2000) };

        var first = await CollectAsync(sdk, ask);
        var thinking = Assert.Single(first.Content.Select(block => block.Value).OfType<ThinkingBlock>());
        var second = await sdk.Client.Messages.Create(
            ask with { Messages = [.. ask.Messages, Replay(first), new UserMessageParam("and again")] }, Bound.Token());

        Assert.Contains("The user said", thinking.Thinking, StringComparison.Ordinal);
        // Only Anthropic signs, also at Bedrock.
        Assert.Equal(!world.Crosswise || world.Name == "bedrock", thinking.Signature.Length > 0);
        Assert.Equal("and again", TextOf(second));
        await sdk.CheckAsync(AnthropicSdk.Usage(first.Usage), AnthropicSdk.Usage(second.Usage));
    }

    private static async Task<Message> CollectAsync(AnthropicSdk sdk, MessageCreateParams ask)
    {
        var aggregator = new MessageContentAggregator();
        await foreach (var streamEvent in aggregator.CollectAsync(sdk.Client.Messages.CreateStreaming(ask, Bound.Token())))
            Assert.NotNull(streamEvent.Value);
        return aggregator.Message();
    }

    private static Task<Message> ReplyAsync(AnthropicSdk sdk, MessageCreateParams ask, bool streamed) =>
        streamed ? CollectAsync(sdk, ask) : sdk.Client.Messages.Create(ask, Bound.Token());

    private static List<ToolUseBlock> Calls(Message message) => [.. message.Content.Select(block => block.Value).OfType<ToolUseBlock>()];

    private static UserMessageParam Answer(List<ToolUseBlock> calls) =>
        new(new MessageContentParam([.. calls.Select(call => new ContentBlockParam(new ToolResultBlockParam(call.ID) { Content = $"rain by {call.Name}" }))]));

    private static string TextOf(Message message) =>
        string.Concat(message.Content.Select(block => block.Value).OfType<TextBlock>().Select(block => block.Text));

    /// <summary>The answer as the next request's history holds it: its blocks as they came.</summary>
    private static AssistantMessageParam Replay(Message message) =>
        new(new MessageContentParam([.. message.Content.Select(block => new ContentBlockParam(JsonSerializer.SerializeToElement(block)))]));

    private static ToolUnion Tool(string name) => new Tool
    {
        Name = name,
        Description = "Says the weather.",
        InputSchema = InputSchema.FromRawUnchecked(Schema),
    };
}

public sealed class AnthropicMessagesDirectly(SimulatorWorld world) : AnthropicMessagesScenarios(world);

public sealed class AnthropicMessagesThroughTheGateway(GatewayWorld world) : AnthropicMessagesScenarios(world);

public sealed class AnthropicMessagesCrosswise(CrosswiseWorld world) : AnthropicMessagesScenarios(world);

public sealed class AnthropicMessagesToGemini(ToGeminiWorld world) : AnthropicMessagesScenarios(world);

public sealed class AnthropicMessagesToBedrock(ToBedrockWorld world) : AnthropicMessagesScenarios(world);

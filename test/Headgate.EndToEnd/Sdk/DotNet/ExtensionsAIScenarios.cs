using System.ClientModel;
using System.Text.Json;
using Headgate.EndToEnd.Worlds;
using Microsoft.Extensions.AI;

namespace Headgate.EndToEnd.Sdk.DotNet;

/// <summary><c>Microsoft.Extensions.AI.OpenAI</c>: .NET's own abstraction, over the OpenAI client's chat completions.</summary>
public abstract class ExtensionsAIScenarios(World world)
{
    private static readonly JsonElement Schema = JsonElement.Parse(Forecast.Schema);

    [Fact]
    public async Task Text()
    {
        using var sdk = new OpenAISdk(world);

        var reply = await Client(sdk, "echo").GetResponseAsync("one two three", new ChatOptions { Instructions = "be nice" }, Bound.Token());

        Assert.Equal("one two three", reply.Text);
        Assert.Equal(ChatFinishReason.Stop, reply.FinishReason);
        await sdk.CheckAsync(Usage(reply));
    }

    [Fact]
    public async Task Stream()
    {
        using var sdk = new OpenAISdk(world);

        var reply = await Client(sdk, "cached-lorem-40").GetStreamingResponseAsync("hello", null, Bound.Token()).ToChatResponseAsync(Bound.Token());

        Assert.Equal(40, reply.Text.Split(' ').Length);
        Assert.Equal(1000, reply.Usage!.CachedInputTokenCount);
        await sdk.CheckAsync(Usage(reply));
    }

    [Theory]
    [InlineData("tools", false, false)]
    [InlineData("parallel-tools", true, false)]
    [InlineData("reasoning-parallel-tools", false, true)]
    [InlineData("reasoning-tools", true, true)]
    public async Task Tools_over_two_turns(string behaviour, bool streamed, bool reasoning)
    {
        using var sdk = new OpenAISdk(world);
        var options = new ChatOptions
        {
            Tools = [Tool("weather"), Tool("tide")],
            Reasoning = reasoning ? new ReasoningOptions { Effort = ReasoningEffort.Low } : null,
        };
        List<ChatMessage> messages = [new(ChatRole.User, "weather?")];

        var first = await ReplyAsync(Client(sdk, behaviour), messages, options, streamed);
        var calls = first.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().ToList();
        messages.AddRange(first.Messages);
        messages.Add(new ChatMessage(ChatRole.Tool, [.. calls.Select(call => new FunctionResultContent(call.CallId, $"rain by {call.Name}"))]));
        var second = await ReplyAsync(Client(sdk, behaviour), messages, options, streamed);

        Assert.Equal(ChatFinishReason.ToolCalls, first.FinishReason);
        Assert.All(calls, call => Assert.Contains("city", call.Arguments!.Keys));
        Assert.Equal(reasoning, first.Usage!.ReasoningTokenCount > 0);
        Assert.Contains("rain by weather", second.Text, StringComparison.Ordinal);
        await sdk.CheckAsync(Usage(first), Usage(second));
    }

    [Fact]
    public async Task Structured_output()
    {
        using var sdk = new OpenAISdk(world);
        var options = new ChatOptions { ResponseFormat = ChatResponseFormat.ForJsonSchema(Schema, "forecast") };

        var reply = await Client(sdk, "json").GetResponseAsync("json please", options, Bound.Token());

        Assert.Equal(JsonValueKind.Number, JsonElement.Parse(reply.Text).GetProperty("days").ValueKind);
        await sdk.CheckAsync(Usage(reply));
    }

    [Fact]
    public async Task Image()
    {
        using var sdk = new OpenAISdk(world);
        var message = new ChatMessage(ChatRole.User, [new TextContent("see"), new DataContent(Pixel.Png, "image/png")]);

        var reply = await Client(sdk, "echo").GetResponseAsync([message], null, Bound.Token());

        Assert.Equal("see [1 image]", reply.Text);
        await sdk.CheckAsync(Usage(reply));
    }

    [Theory]
    [InlineData("status-400", 400, 400)]
    [InlineData("status-429-retry-20ms", 429, 429)]
    [InlineData("status-500", 500, 502)]
    public async Task Typed_error(string behaviour, int directly, int throughTheGateway)
    {
        using var sdk = new OpenAISdk(world);

        var error = await Assert.ThrowsAsync<ClientResultException>(
            () => Client(sdk, behaviour).GetResponseAsync("hello", null, Bound.Token()));

        Assert.Equal(world.ThroughGateway ? throughTheGateway : directly, error.Status);
        await sdk.CheckAsync();
    }

    private static IChatClient Client(OpenAISdk sdk, string behaviour) => sdk.Chat(behaviour).AsIChatClient();

    private static Task<ChatResponse> ReplyAsync(IChatClient client, List<ChatMessage> messages, ChatOptions options, bool streamed) => streamed
        ? client.GetStreamingResponseAsync(messages, options, Bound.Token()).ToChatResponseAsync(Bound.Token())
        : client.GetResponseAsync(messages, options, Bound.Token());

    private static AIFunctionDeclaration Tool(string name) => AIFunctionFactory.CreateDeclaration(name, "Says the weather.", Schema);

    private static SdkUsage Usage(ChatResponse reply) => new(
        reply.Usage!.InputTokenCount, reply.Usage.OutputTokenCount, reply.Usage.CachedInputTokenCount, reply.Usage.ReasoningTokenCount);
}

public sealed class ExtensionsAIDirectly(SimulatorWorld world) : ExtensionsAIScenarios(world);

public sealed class ExtensionsAIThroughTheGateway(GatewayWorld world) : ExtensionsAIScenarios(world);

public sealed class ExtensionsAICrosswise(CrosswiseWorld world) : ExtensionsAIScenarios(world);

public sealed class ExtensionsAIToGemini(ToGeminiWorld world) : ExtensionsAIScenarios(world);

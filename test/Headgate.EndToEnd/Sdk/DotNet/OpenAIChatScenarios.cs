using System.Text.Json;
using Headgate.EndToEnd.Worlds;
using OpenAI.Chat;

namespace Headgate.EndToEnd.Sdk.DotNet;

/// <summary>.NET <c>OpenAI</c>, chat completions.</summary>
public abstract class OpenAIChatScenarios(World world)
{
    [Fact]
    public async Task Text()
    {
        using var sdk = new OpenAISdk(world);

        ChatCompletion reply = await sdk.Chat("echo").CompleteChatAsync([new UserChatMessage("one two three")], null, Bound.Token());

        Assert.Equal("one two three", reply.Content[0].Text);
        Assert.Equal(ChatFinishReason.Stop, reply.FinishReason);
        Assert.EndsWith("echo", reply.Model, StringComparison.Ordinal);
        await sdk.CheckAsync(OpenAISdk.Usage(reply.Usage));
    }

    [Fact]
    public async Task Stream()
    {
        using var sdk = new OpenAISdk(world);

        var reply = await StreamedReply.CollectAsync(sdk.Chat("lorem-40"), [new UserChatMessage("hello")]);

        Assert.Equal(40, reply.Text.Split(' ').Length);
        Assert.Equal(ChatFinishReason.Stop, reply.FinishReason);
        // This SDK asks for the usage itself.
        await sdk.CheckAsync(OpenAISdk.Usage(reply.Usage!));
    }

    [Fact]
    public async Task Tools_over_two_turns()
    {
        using var sdk = new OpenAISdk(world);
        var chat = sdk.Chat("tools");
        var options = new ChatCompletionOptions { Tools = { Tool("weather"), Tool("tide") } };
        List<ChatMessage> messages = [new UserChatMessage("weather?")];

        ChatCompletion first = await chat.CompleteChatAsync(messages, options, Bound.Token());
        var call = Assert.Single(first.ToolCalls);
        messages.AddRange([new AssistantChatMessage(first), new ToolChatMessage(call.Id, "rain")]);
        ChatCompletion second = await chat.CompleteChatAsync(messages, options, Bound.Token());

        Assert.Equal(ChatFinishReason.ToolCalls, first.FinishReason);
        Assert.Equal("weather", call.FunctionName);
        Assert.True(call.FunctionArguments.ToObjectFromJson<JsonElement>().TryGetProperty("city", out _));
        Assert.Contains("rain", second.Content[0].Text, StringComparison.Ordinal);
        await sdk.CheckAsync(OpenAISdk.Usage(first.Usage), OpenAISdk.Usage(second.Usage));
    }

    [Fact]
    public async Task Stream_of_parallel_tools()
    {
        using var sdk = new OpenAISdk(world);
        var chat = sdk.Chat("parallel-tools");
        var options = new ChatCompletionOptions { Tools = { Tool("weather"), Tool("tide") } };
        List<ChatMessage> messages = [new SystemChatMessage("be nice"), new UserChatMessage("weather twice")];

        var first = await StreamedReply.CollectAsync(chat, messages, options);
        messages.Add(new AssistantChatMessage(first.ToolCalls));
        messages.AddRange(first.ToolCalls.Select(call => new ToolChatMessage(call.Id, $"rain by {call.FunctionName}")));
        var second = await StreamedReply.CollectAsync(chat, messages, options);

        Assert.Equal(["weather", "tide"], first.ToolCalls.Select(call => call.FunctionName));
        Assert.All(first.ToolCalls, call => JsonDocument.Parse(call.FunctionArguments).Dispose());
        Assert.Equal("The tool answered: rain by weather\nrain by tide", second.Text);
        await sdk.CheckAsync(OpenAISdk.Usage(first.Usage!), OpenAISdk.Usage(second.Usage!));
    }

    [Theory]
    [InlineData("reasoning-tools")]
    [InlineData("reasoning-parallel-tools")]
    public async Task Tools_with_reasoning_over_two_turns(string behaviour)
    {
        using var sdk = new OpenAISdk(world);
        var chat = sdk.Chat(behaviour);
        List<ChatMessage> messages = [new UserChatMessage("weather?")];

        ChatCompletion first = await chat.CompleteChatAsync(messages, Reasoning("weather", "tide"), Bound.Token());
        messages.Add(new AssistantChatMessage(first));
        messages.AddRange(first.ToolCalls.Select(call => new ToolChatMessage(call.Id, "rain")));
        ChatCompletion second = await chat.CompleteChatAsync(messages, Reasoning("weather", "tide"), Bound.Token());

        Assert.True(!world.CountsThoughts || first.Usage.OutputTokenDetails.ReasoningTokenCount > 0);
        Assert.Contains("rain", second.Content[0].Text, StringComparison.Ordinal);
        await sdk.CheckAsync(OpenAISdk.Usage(first.Usage), OpenAISdk.Usage(second.Usage));
    }

    [Fact]
    public async Task Stream_of_tools_with_reasoning_over_three_turns()
    {
        using var sdk = new OpenAISdk(world);
        var chat = sdk.Chat("reasoning-tools");
        List<ChatMessage> messages = [];
        List<SdkUsage> usages = [];

        foreach (var question in new[] { "weather?", "and tomorrow?" })
        {
            messages.Add(new UserChatMessage(question));
            var calling = await StreamedReply.CollectAsync(chat, messages, Reasoning("weather"));
            messages.AddRange([new AssistantChatMessage(calling.ToolCalls), new ToolChatMessage(calling.ToolCalls[0].Id, "rain")]);
            var answering = await StreamedReply.CollectAsync(chat, messages, Reasoning("weather"));
            messages.Add(new AssistantChatMessage(answering.Text));
            usages.AddRange([OpenAISdk.Usage(calling.Usage!), OpenAISdk.Usage(answering.Usage!)]);
            Assert.Equal("The tool answered: rain", answering.Text);
        }

        await sdk.CheckAsync([.. usages]);
    }

    [Fact]
    public async Task Image()
    {
        using var sdk = new OpenAISdk(world);
        var message = new UserChatMessage(
            ChatMessageContentPart.CreateTextPart("see"), ChatMessageContentPart.CreateImagePart(BinaryData.FromBytes(Pixel.Png), "image/png"));

        ChatCompletion reply = await sdk.Chat("echo").CompleteChatAsync([message], null, Bound.Token());

        Assert.Equal("see [1 image]", reply.Content[0].Text);
        await sdk.CheckAsync(OpenAISdk.Usage(reply.Usage));
    }

    [Fact]
    public async Task Structured_output()
    {
        using var sdk = new OpenAISdk(world);
        var options = new ChatCompletionOptions
        {
            ResponseFormat = ChatResponseFormat.CreateJsonSchemaFormat("forecast", BinaryData.FromString(Forecast.Schema), null, true),
        };

        ChatCompletion reply = await sdk.Chat("json").CompleteChatAsync([new UserChatMessage("json please")], options, Bound.Token());

        using var answer = JsonDocument.Parse(reply.Content[0].Text);
        Assert.Equal(JsonValueKind.Number, answer.RootElement.GetProperty("days").ValueKind);
        await sdk.CheckAsync(OpenAISdk.Usage(reply.Usage));
    }

    [Fact]
    public async Task Reasoning_is_counted()
    {
        using var sdk = new OpenAISdk(world);

        ChatCompletion reply = await sdk.Chat("reasoning").CompleteChatAsync([new UserChatMessage("think")], Reasoning(), Bound.Token());

        Assert.Equal("think", reply.Content[0].Text);
        Assert.True(!world.CountsThoughts || reply.Usage.OutputTokenDetails.ReasoningTokenCount > 0);
        await sdk.CheckAsync(OpenAISdk.Usage(reply.Usage));
    }

    [Fact]
    public async Task Cached_input()
    {
        using var sdk = new OpenAISdk(world);

        ChatCompletion reply = await sdk.Chat("cached").CompleteChatAsync([new UserChatMessage("again")], null, Bound.Token());

        Assert.Equal(1000, reply.Usage.InputTokenDetails.CachedTokenCount);
        await sdk.CheckAsync(OpenAISdk.Usage(reply.Usage));
    }

    private static ChatCompletionOptions Reasoning(params string[] tools)
    {
        var options = new ChatCompletionOptions { ReasoningEffortLevel = ChatReasoningEffortLevel.High };
        foreach (var tool in tools)
            options.Tools.Add(Tool(tool));
        return options;
    }

    private static ChatTool Tool(string name) =>
        ChatTool.CreateFunctionTool(name, "Says the weather.", BinaryData.FromString(Forecast.Schema), true);
}

public sealed class OpenAIChatDirectly(SimulatorWorld world) : OpenAIChatScenarios(world);

public sealed class OpenAIChatThroughTheGateway(GatewayWorld world) : OpenAIChatScenarios(world);

public sealed class OpenAIChatCrosswise(CrosswiseWorld world) : OpenAIChatScenarios(world);

public sealed class OpenAIChatToGemini(ToGeminiWorld world) : OpenAIChatScenarios(world);

public sealed class OpenAIChatToBedrock(ToBedrockWorld world) : OpenAIChatScenarios(world);

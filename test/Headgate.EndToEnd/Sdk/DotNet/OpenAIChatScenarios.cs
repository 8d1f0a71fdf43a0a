using System.Text.Json;
using Headgate.EndToEnd.Worlds;
using OpenAI.Chat;

namespace Headgate.EndToEnd.Sdk.DotNet;

/// <summary>.NET <c>OpenAI</c>, chat completions.</summary>
public abstract class OpenAIChatScenarios(World world)
{
    private static readonly BinaryData Pixel = BinaryData.FromBytes(Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="));

    [Fact]
    public async Task Text()
    {
        using var sdk = new OpenAISdk(world);

        ChatCompletion reply = await sdk.Chat("echo").CompleteChatAsync([new UserChatMessage("one two three")], null, Bound.Token());

        Assert.Equal("one two three", reply.Content[0].Text);
        Assert.Equal(ChatFinishReason.Stop, reply.FinishReason);
        Assert.Equal("echo", reply.Model);
        await sdk.CheckAsync(OpenAISdk.Usage(reply.Usage));
    }

    [Fact]
    public async Task Stream()
    {
        using var sdk = new OpenAISdk(world);
        var text = "";
        ChatFinishReason? finish = null;
        ChatTokenUsage? usage = null;

        await foreach (var update in sdk.Chat("lorem-40").CompleteChatStreamingAsync([new UserChatMessage("hello")], null, Bound.Token()))
        {
            text += string.Concat(update.ContentUpdate.Select(part => part.Text));
            finish = update.FinishReason ?? finish;
            usage = update.Usage ?? usage;
        }

        Assert.Equal(40, text.Split(' ').Length);
        Assert.Equal(ChatFinishReason.Stop, finish);
        // This SDK asks for the usage itself.
        await sdk.CheckAsync(OpenAISdk.Usage(usage!));
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
        var names = new SortedDictionary<int, string>();
        var arguments = new SortedDictionary<int, string>();
        ChatTokenUsage? usage = null;
        var options = new ChatCompletionOptions { Tools = { Tool("weather"), Tool("tide") } };

        await foreach (var update in sdk.Chat("parallel-tools")
            .CompleteChatStreamingAsync([new UserChatMessage("weather twice")], options, Bound.Token()))
        {
            usage = update.Usage ?? usage;
            foreach (var part in update.ToolCallUpdates)
            {
                if (part.FunctionName is { } name)
                    names[part.Index] = name;
                arguments[part.Index] = arguments.GetValueOrDefault(part.Index) + part.FunctionArgumentsUpdate;
            }
        }

        Assert.Equal(["weather", "tide"], names.Values);
        Assert.All(arguments.Values, value => JsonDocument.Parse(value).Dispose());
        await sdk.CheckAsync(OpenAISdk.Usage(usage!));
    }

    [Fact]
    public async Task Image()
    {
        using var sdk = new OpenAISdk(world);
        var message = new UserChatMessage(
            ChatMessageContentPart.CreateTextPart("see"), ChatMessageContentPart.CreateImagePart(Pixel, "image/png"));

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
    public async Task Reasoning()
    {
        using var sdk = new OpenAISdk(world);
        var options = new ChatCompletionOptions { ReasoningEffortLevel = ChatReasoningEffortLevel.High };

        ChatCompletion reply = await sdk.Chat("reasoning").CompleteChatAsync([new UserChatMessage("think")], options, Bound.Token());

        Assert.Equal("think", reply.Content[0].Text);
        Assert.True(reply.Usage.OutputTokenDetails.ReasoningTokenCount > 0);
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

    private static ChatTool Tool(string name) =>
        ChatTool.CreateFunctionTool(name, "Says the weather.", BinaryData.FromString(Forecast.Schema), true);
}

public sealed class OpenAIChatDirectly(SimulatorWorld world) : OpenAIChatScenarios(world);

public sealed class OpenAIChatThroughTheGateway(GatewayWorld world) : OpenAIChatScenarios(world);

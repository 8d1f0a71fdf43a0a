using System.Text.Json;
using Headgate.EndToEnd.Worlds;
using OpenAI.Responses;

namespace Headgate.EndToEnd.Sdk.DotNet;

/// <summary>.NET <c>OpenAI</c>, the Responses API.</summary>
public abstract class OpenAIResponsesScenarios(World world)
{
    [Fact]
    public async Task Text()
    {
        using var sdk = new OpenAISdk(world);

        ResponseResult reply = await sdk.Responses().CreateResponseAsync(Ask("echo", "one two three"), Bound.Token());

        Assert.Equal("one two three", reply.GetOutputText());
        Assert.Equal(ResponseStatus.Completed, reply.Status);
        await sdk.CheckAsync(OpenAISdk.Usage(reply.Usage));
    }

    [Fact]
    public async Task Stream()
    {
        using var sdk = new OpenAISdk(world);
        var options = Ask("lorem-30", "hello");
        options.StreamingEnabled = true;
        var text = "";
        ResponseResult? completed = null;

        await foreach (var update in await sdk.Responses().CreateResponseStreamingAsync(options, Bound.Token()))
        {
            if (update is StreamingResponseOutputTextDeltaUpdate delta)
                text += delta.Delta;
            if (update is StreamingResponseCompletedUpdate last)
                completed = last.Response;
        }

        Assert.Equal(30, text.Split(' ').Length);
        Assert.Equal(text, completed!.GetOutputText());
        await sdk.CheckAsync(OpenAISdk.Usage(completed.Usage));
    }

    [Fact]
    public async Task Tools_over_two_turns()
    {
        using var sdk = new OpenAISdk(world);
        var responses = sdk.Responses();
        var options = Ask("tools", "weather?");
        options.Tools.Add(ResponseTool.CreateFunctionTool("weather", BinaryData.FromString(Forecast.Schema), true, "Says the weather."));

        ResponseResult first = await responses.CreateResponseAsync(options, Bound.Token());
        var call = Assert.Single(first.OutputItems.OfType<FunctionCallResponseItem>());
        foreach (var item in first.OutputItems)
            options.InputItems.Add(item);
        options.InputItems.Add(ResponseItem.CreateFunctionCallOutputItem(call.CallId, "rain"));
        ResponseResult second = await responses.CreateResponseAsync(options, Bound.Token());

        Assert.Equal("weather", call.FunctionName);
        Assert.Contains("rain", second.GetOutputText(), StringComparison.Ordinal);
        await sdk.CheckAsync(OpenAISdk.Usage(first.Usage), OpenAISdk.Usage(second.Usage));
    }

    [Fact]
    public async Task Reasoning_is_replayed()
    {
        using var sdk = new OpenAISdk(world);
        var responses = sdk.Responses();
        var options = Ask("reasoning", "think");
        options.StoredOutputEnabled = false;
        options.IncludedProperties.Add(IncludedResponseProperty.ReasoningEncryptedContent);
        options.ReasoningOptions = new ResponseReasoningOptions { ReasoningEffortLevel = ResponseReasoningEffortLevel.Low };

        ResponseResult first = await responses.CreateResponseAsync(options, Bound.Token());
        var reasoning = Assert.Single(first.OutputItems.OfType<ReasoningResponseItem>());
        foreach (var item in first.OutputItems)
            options.InputItems.Add(item);
        options.InputItems.Add(ResponseItem.CreateUserMessageItem("and again"));
        ResponseResult second = await responses.CreateResponseAsync(options, Bound.Token());

        Assert.NotEmpty(reasoning.EncryptedContent);
        Assert.True(first.Usage.OutputTokenDetails.ReasoningTokenCount > 0);
        Assert.Equal("and again", second.GetOutputText());
        await sdk.CheckAsync(OpenAISdk.Usage(first.Usage), OpenAISdk.Usage(second.Usage));
    }

    [Fact]
    public async Task Structured_output()
    {
        using var sdk = new OpenAISdk(world);
        var options = Ask("json", "json please");
        options.TextOptions = new ResponseTextOptions
        {
            TextFormat = ResponseTextFormat.CreateJsonSchemaFormat("forecast", BinaryData.FromString(Forecast.Schema), null, true),
        };

        ResponseResult reply = await sdk.Responses().CreateResponseAsync(options, Bound.Token());

        using var answer = JsonDocument.Parse(reply.GetOutputText());
        Assert.Equal(JsonValueKind.Number, answer.RootElement.GetProperty("days").ValueKind);
        await sdk.CheckAsync(OpenAISdk.Usage(reply.Usage));
    }

    private CreateResponseOptions Ask(string behaviour, string text) =>
        new(world.OpenAIModel(behaviour), [ResponseItem.CreateUserMessageItem(text)]);
}

public sealed class OpenAIResponsesDirectly(SimulatorWorld world) : OpenAIResponsesScenarios(world);

public sealed class OpenAIResponsesThroughTheGateway(GatewayWorld world) : OpenAIResponsesScenarios(world);

public sealed class OpenAIResponsesCrosswise(CrosswiseWorld world) : OpenAIResponsesScenarios(world);

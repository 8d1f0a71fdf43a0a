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

        var reply = await StreamedResponse.CollectAsync(sdk.Responses(), Ask("lorem-30", "hello"));

        Assert.Equal(30, reply.Text.Split(' ').Length);
        Assert.Equal(ResponseStatus.Completed, reply.Whole.Status);
        await sdk.CheckAsync(OpenAISdk.Usage(reply.Whole.Usage));
    }

    [Fact]
    public async Task Tools_over_two_turns()
    {
        using var sdk = new OpenAISdk(world);
        var responses = sdk.Responses();
        var options = Ask("tools", "weather?");
        options.Tools.Add(Tool("weather"));

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
    public async Task Stream_of_parallel_tools()
    {
        using var sdk = new OpenAISdk(world);
        var options = Ask("parallel-tools", "weather twice");
        options.Instructions = "be nice";
        options.Tools.Add(Tool("weather"));
        options.Tools.Add(Tool("tide"));

        var first = await StreamedResponse.CollectAsync(sdk.Responses(), options);
        Replay(options, first.Items, "rain by ");
        var second = await StreamedResponse.CollectAsync(sdk.Responses(), options);

        Assert.Equal(["weather", "tide"], first.Calls.Select(call => call.FunctionName));
        Assert.All(first.Calls, call => JsonDocument.Parse(call.FunctionArguments).Dispose());
        Assert.Equal("The tool answered: rain by weather\nrain by tide", second.Text);
        await sdk.CheckAsync(OpenAISdk.Usage(first.Whole.Usage), OpenAISdk.Usage(second.Whole.Usage));
    }

    [Theory]
    [InlineData("reasoning-tools")]
    [InlineData("reasoning-parallel-tools")]
    public async Task Tools_with_reasoning_over_two_turns(string behaviour)
    {
        using var sdk = new OpenAISdk(world);
        var options = Reasoning(behaviour, "weather?");
        options.Tools.Add(Tool("weather"));
        options.Tools.Add(Tool("tide"));

        ResponseResult first = await sdk.Responses().CreateResponseAsync(options, Bound.Token());
        Replay(options, first.OutputItems, "rain by ");
        ResponseResult second = await sdk.Responses().CreateResponseAsync(options, Bound.Token());

        Assert.Contains("rain by weather", second.GetOutputText(), StringComparison.Ordinal);
        await sdk.CheckAsync(OpenAISdk.Usage(first.Usage), OpenAISdk.Usage(second.Usage));
    }

    [Fact]
    public async Task Stream_of_tools_with_reasoning_over_three_turns()
    {
        using var sdk = new OpenAISdk(world);
        var options = Reasoning("reasoning-tools", "weather?");
        options.Tools.Add(Tool("weather"));

        var first = await StreamedResponse.CollectAsync(sdk.Responses(), options);
        Replay(options, first.Items, "rain by ");
        var second = await StreamedResponse.CollectAsync(sdk.Responses(), options);
        Replay(options, second.Items, "");
        options.InputItems.Add(ResponseItem.CreateUserMessageItem("and tomorrow?"));
        var third = await StreamedResponse.CollectAsync(sdk.Responses(), options);

        Assert.NotEmpty(first.Thought);
        Assert.Contains(first.Items, item => item is ReasoningResponseItem { EncryptedContent.Length: > 0 });
        Assert.Equal("The tool answered: rain by weather", second.Text);
        Assert.Equal(["weather"], third.Calls.Select(call => call.FunctionName));
        await sdk.CheckAsync([.. new[] { first, second, third }.Select(reply => OpenAISdk.Usage(reply.Whole.Usage))]);
    }

    [Fact]
    public async Task Image()
    {
        using var sdk = new OpenAISdk(world);
        var message = ResponseItem.CreateUserMessageItem(
            [ResponseContentPart.CreateInputTextPart("see"), ResponseContentPart.CreateInputImagePart(BinaryData.FromBytes(Pixel.Png, "image/png"))]);

        ResponseResult reply = await sdk.Responses().CreateResponseAsync(
            new CreateResponseOptions(world.OpenAIModel("echo"), [message]), Bound.Token());

        Assert.Equal("see [1 image]", reply.GetOutputText());
        await sdk.CheckAsync(OpenAISdk.Usage(reply.Usage));
    }

    [Fact]
    public async Task Reasoning_is_replayed()
    {
        using var sdk = new OpenAISdk(world);
        var responses = sdk.Responses();
        var options = Reasoning("reasoning", "think");

        ResponseResult first = await responses.CreateResponseAsync(options, Bound.Token());
        var reasoning = Assert.Single(first.OutputItems.OfType<ReasoningResponseItem>());
        foreach (var item in first.OutputItems)
            options.InputItems.Add(item);
        options.InputItems.Add(ResponseItem.CreateUserMessageItem("and again"));
        ResponseResult second = await responses.CreateResponseAsync(options, Bound.Token());

        Assert.NotEmpty(reasoning.EncryptedContent);
        Assert.True(!world.CountsThoughts || first.Usage.OutputTokenDetails.ReasoningTokenCount > 0);
        Assert.Equal("and again", second.GetOutputText());
        await sdk.CheckAsync(OpenAISdk.Usage(first.Usage), OpenAISdk.Usage(second.Usage));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Structured_output(bool streamed)
    {
        using var sdk = new OpenAISdk(world);
        var options = Ask("json", "json please");
        options.TextOptions = new ResponseTextOptions
        {
            TextFormat = ResponseTextFormat.CreateJsonSchemaFormat("forecast", BinaryData.FromString(Forecast.Schema), null, true),
        };

        ResponseResult reply = streamed
            ? (await StreamedResponse.CollectAsync(sdk.Responses(), options)).Whole
            : await sdk.Responses().CreateResponseAsync(options, Bound.Token());

        using var answer = JsonDocument.Parse(reply.GetOutputText());
        Assert.Equal(JsonValueKind.Number, answer.RootElement.GetProperty("days").ValueKind);
        await sdk.CheckAsync(OpenAISdk.Usage(reply.Usage));
    }

    private CreateResponseOptions Ask(string behaviour, string text) =>
        new(world.OpenAIModel(behaviour), [ResponseItem.CreateUserMessageItem(text)]);

    private CreateResponseOptions Reasoning(string behaviour, string text)
    {
        var options = Ask(behaviour, text);
        options.StoredOutputEnabled = false;
        options.IncludedProperties.Add(IncludedResponseProperty.ReasoningEncryptedContent);
        options.ReasoningOptions = new ResponseReasoningOptions
        {
            ReasoningEffortLevel = ResponseReasoningEffortLevel.Low, ReasoningSummaryVerbosity = ResponseReasoningSummaryVerbosity.Auto,
        };
        return options;
    }

    /// <summary>Gives an answer back as it came, with the results of its calls.</summary>
    private static void Replay(CreateResponseOptions options, IEnumerable<ResponseItem> answer, string result)
    {
        foreach (var item in answer)
            options.InputItems.Add(item);
        foreach (var call in answer.OfType<FunctionCallResponseItem>())
            options.InputItems.Add(ResponseItem.CreateFunctionCallOutputItem(call.CallId, result + call.FunctionName));
    }

    private static FunctionTool Tool(string name) =>
        ResponseTool.CreateFunctionTool(name, BinaryData.FromString(Forecast.Schema), true, "Says the weather.");
}

public sealed class OpenAIResponsesDirectly(SimulatorWorld world) : OpenAIResponsesScenarios(world);

public sealed class OpenAIResponsesThroughTheGateway(GatewayWorld world) : OpenAIResponsesScenarios(world);

public sealed class OpenAIResponsesCrosswise(CrosswiseWorld world) : OpenAIResponsesScenarios(world);

public sealed class OpenAIResponsesToGemini(ToGeminiWorld world) : OpenAIResponsesScenarios(world);

public sealed class OpenAIResponsesToBedrock(ToBedrockWorld world) : OpenAIResponsesScenarios(world);

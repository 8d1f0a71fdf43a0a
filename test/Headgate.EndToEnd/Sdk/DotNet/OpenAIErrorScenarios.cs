using System.ClientModel;
using Headgate.EndToEnd.Worlds;
using OpenAI.Chat;

namespace Headgate.EndToEnd.Sdk.DotNet;

/// <summary>.NET <c>OpenAI</c>: its typed error, its own retries, and no finished message from a broken stream.</summary>
public abstract class OpenAIErrorScenarios(World world)
{
    private static readonly ChatMessage[] Hello = [new UserChatMessage("hello")];

    [Theory]
    [InlineData("status-400", 400, 400)]
    [InlineData("status-404", 404, 404)]
    [InlineData("status-422", 422, 422)]
    [InlineData("status-401", 401, 502)]
    [InlineData("status-429-retry-20ms", 429, 429)]
    [InlineData("status-500", 500, 502)]
    [InlineData("status-529", 529, 503)]
    public async Task Typed_error(string behaviour, int directly, int throughTheGateway)
    {
        using var sdk = new OpenAISdk(world);

        var error = await Assert.ThrowsAsync<ClientResultException>(
            () => sdk.Chat(behaviour).CompleteChatAsync(Hello, null, Bound.Token()));

        Assert.Equal(world.ThroughGateway ? throughTheGateway : directly, error.Status);
        await sdk.CheckAsync();
    }

    [Fact]
    public async Task Wrong_key()
    {
        using var sdk = new OpenAISdk(world, key: "hg-bad");

        var error = await Assert.ThrowsAsync<ClientResultException>(
            () => sdk.Chat("echo").CompleteChatAsync(Hello, null, Bound.Token()));

        Assert.Equal(401, error.Status);
        await sdk.CheckAsync();
    }

    [Theory]
    [InlineData("error-after-5")]
    [InlineData("cut-after-5")]
    [InlineData("malformed-after-5")]
    public async Task Broken_stream_has_no_finish(string behaviour)
    {
        using var sdk = new OpenAISdk(world);
        var text = "";
        ChatFinishReason? finish = null;

        var error = await Record.ExceptionAsync(async () =>
        {
            await foreach (var update in sdk.Chat(behaviour).CompleteChatStreamingAsync(Hello, null, Bound.Token()))
            {
                text += string.Concat(update.ContentUpdate.Select(part => part.Text));
                finish ??= update.FinishReason;
            }
        });

        Assert.NotEmpty(text);
        Assert.Null(finish);
        // An error event of a chat stream is an empty update to this SDK, whoever sent it: it raises nothing, and finishes nothing.
        if (world.ThroughGateway || behaviour == "error-after-5")
            Assert.Null(error);
        else
            Assert.NotNull(error);
        await sdk.CheckAsync();
    }

    [Fact]
    public async Task Retries_of_the_sdk()
    {
        using var sdk = new OpenAISdk(world, retries: 2);
        var chat = sdk.ChatOf(world.ThroughGateway ? "once-500" : "status-500");

        await Assert.ThrowsAsync<ClientResultException>(() => chat.CompleteChatAsync(Hello, null, Bound.Token()));

        Assert.Equal(3, sdk.Exchanges.Count);
        await sdk.CheckAsync();
    }
}

public sealed class OpenAIErrorsDirectly(SimulatorWorld world) : OpenAIErrorScenarios(world);

public sealed class OpenAIErrorsThroughTheGateway(GatewayWorld world) : OpenAIErrorScenarios(world);

public sealed class OpenAIErrorsCrosswise(CrosswiseWorld world) : OpenAIErrorScenarios(world);

public sealed class OpenAIErrorsToGemini(ToGeminiWorld world) : OpenAIErrorScenarios(world);

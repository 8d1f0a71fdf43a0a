using Anthropic.Exceptions;
using Headgate.EndToEnd.Worlds;

namespace Headgate.EndToEnd.Sdk.DotNet;

/// <summary>.NET <c>Anthropic</c>: its typed errors, its own retries, and no finished message from a broken stream.</summary>
public abstract class AnthropicErrorScenarios(World world)
{
    [Theory]
    [InlineData("status-400", typeof(AnthropicBadRequestException), typeof(AnthropicBadRequestException))]
    [InlineData("status-404", typeof(AnthropicNotFoundException), typeof(AnthropicNotFoundException))]
    [InlineData("status-401", typeof(AnthropicUnauthorizedException), typeof(Anthropic5xxException))]
    [InlineData("status-429-retry-20ms", typeof(AnthropicRateLimitException), typeof(AnthropicRateLimitException))]
    [InlineData("status-500", typeof(Anthropic5xxException), typeof(Anthropic5xxException))]
    [InlineData("status-529", typeof(AnthropicOverloadedException), typeof(AnthropicOverloadedException))]
    public async Task Typed_error(string behaviour, Type directly, Type throughTheGateway)
    {
        using var sdk = new AnthropicSdk(world);

        var error = await Record.ExceptionAsync(() => sdk.Client.Messages.Create(sdk.Ask(behaviour, "hello"), Bound.Token()));

        Assert.IsAssignableFrom(world.ThroughGateway ? throughTheGateway : directly, error);
        await sdk.CheckAsync();
    }

    [Fact]
    public async Task Wrong_key()
    {
        using var sdk = new AnthropicSdk(world, key: "hg-bad");

        await Assert.ThrowsAsync<AnthropicUnauthorizedException>(
            () => sdk.Client.Messages.Create(sdk.Ask("echo", "hello"), Bound.Token()));

        await sdk.CheckAsync();
    }

    [Theory]
    [InlineData("error-after-5")]
    [InlineData("cut-after-5")]
    [InlineData("malformed-after-5")]
    public async Task Broken_stream_raises_and_has_no_stop(string behaviour)
    {
        using var sdk = new AnthropicSdk(world);
        var (text, stopped) = ("", false);

        var error = await Record.ExceptionAsync(async () =>
        {
            await foreach (var streamEvent in sdk.Client.Messages.CreateStreaming(sdk.Ask(behaviour, "hello"), Bound.Token()))
            {
                if (streamEvent.TryPickContentBlockDelta(out var delta) && delta.Delta.TryPickText(out var words))
                    text += words.Text;
                stopped |= streamEvent.TryPickStop(out _);
            }
        });

        Assert.NotEmpty(text);
        Assert.False(stopped);
        Assert.NotNull(error);
        if (world.ThroughGateway || behaviour == "error-after-5")
            Assert.IsAssignableFrom<AnthropicServiceException>(error);
        await sdk.CheckAsync();
    }

    [Fact]
    public async Task Retries_of_the_sdk()
    {
        using var sdk = new AnthropicSdk(world, retries: 2);
        var ask = AnthropicSdk.AskModel(world.ThroughGateway ? "once-500-claude" : "status-500", "hello");

        await Assert.ThrowsAnyAsync<Anthropic5xxException>(() => sdk.Client.Messages.Create(ask, Bound.Token()));

        Assert.Equal(3, sdk.Exchanges.Count);
        await sdk.CheckAsync();
    }
}

public sealed class AnthropicErrorsDirectly(SimulatorWorld world) : AnthropicErrorScenarios(world);

public sealed class AnthropicErrorsThroughTheGateway(GatewayWorld world) : AnthropicErrorScenarios(world);

public sealed class AnthropicErrorsCrosswise(CrosswiseWorld world) : AnthropicErrorScenarios(world);

public sealed class AnthropicErrorsToGemini(ToGeminiWorld world) : AnthropicErrorScenarios(world);

using Anthropic.Models.Messages;
using Headgate.EndToEnd.Worlds;

namespace Headgate.EndToEnd.Sdk.DotNet;

/// <summary>.NET <c>Anthropic</c>, counting and models.</summary>
public abstract class AnthropicOtherScenarios(World world)
{
    [Fact]
    public async Task Count_tokens()
    {
        using var sdk = new AnthropicSdk(world);
        var ask = new MessageCountTokensParams { Model = world.ClaudeModel("echo"), Messages = [new UserMessageParam("one two three")] };

        var reply = await sdk.Client.Messages.CountTokens(ask, Bound.Token());

        Assert.Equal(3, reply.InputTokens);
        await sdk.CheckAsync();
    }

    [Fact]
    public async Task Models()
    {
        using var sdk = new AnthropicSdk(world);

        var models = await sdk.Client.Models.List(cancellationToken: Bound.Token());

        Assert.NotEmpty(models.Items);
        Assert.NotEmpty(models.Items[0].ID);
    }
}

public sealed class AnthropicOthersDirectly(SimulatorWorld world) : AnthropicOtherScenarios(world);

public sealed class AnthropicOthersThroughTheGateway(GatewayWorld world) : AnthropicOtherScenarios(world);

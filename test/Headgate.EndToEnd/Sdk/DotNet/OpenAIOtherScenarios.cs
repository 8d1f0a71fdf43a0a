using Headgate.EndToEnd.Worlds;
using OpenAI.Embeddings;
using OpenAI.Models;

namespace Headgate.EndToEnd.Sdk.DotNet;

/// <summary>.NET <c>OpenAI</c>, embeddings and models.</summary>
public abstract class OpenAIOtherScenarios(World world)
{
    [Fact]
    public async Task Embeddings()
    {
        using var sdk = new OpenAISdk(world);

        OpenAIEmbeddingCollection reply = await sdk.Embeddings("echo").GenerateEmbeddingsAsync(["left", "right"], null, Bound.Token());

        Assert.Equal(2, reply.Count);
        Assert.All(reply, embedding => Assert.True(embedding.ToFloats().Length >= 8));
        Assert.NotEqual(reply[0].ToFloats().ToArray(), reply[1].ToFloats().ToArray());
        await sdk.CheckAsync(new SdkUsage(reply.Usage.InputTokenCount, null));
    }

    [Fact]
    public async Task Models()
    {
        using var sdk = new OpenAISdk(world);

        OpenAIModelCollection models = await sdk.Models().GetModelsAsync(Bound.Token());
        OpenAIModel one = await sdk.Models().GetModelAsync(models[0].Id, Bound.Token());

        Assert.Equal(models[0].Id, one.Id);
    }
}

public sealed class OpenAIOthersDirectly(SimulatorWorld world) : OpenAIOtherScenarios(world);

public sealed class OpenAIOthersThroughTheGateway(GatewayWorld world) : OpenAIOtherScenarios(world);

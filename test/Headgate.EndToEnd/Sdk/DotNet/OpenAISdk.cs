using System.ClientModel;
using System.ClientModel.Primitives;
using Headgate.EndToEnd.Wire;
using Headgate.EndToEnd.Worlds;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Embeddings;
using OpenAI.Models;
using OpenAI.Responses;

namespace Headgate.EndToEnd.Sdk.DotNet;

/// <summary>The official .NET <c>OpenAI</c> SDK, with nothing changed but base URL and key, observed on its way out.</summary>
internal sealed class OpenAISdk(World world, string? key = null, int retries = 0) : IDisposable
{
    private readonly RecordingHandler _recorder = new();
    private readonly ApiKeyCredential _credential = new(key ?? world.Key);

    public IReadOnlyList<WireExchange> Exchanges => _recorder.Exchanges;

    public ChatClient Chat(string behaviour) => ChatOf(world.OpenAIModel(behaviour));

    public ChatClient ChatOf(string model) => new(model, _credential, Options());

    public EmbeddingClient Embeddings(string behaviour) => new(world.OpenAIModel(behaviour), _credential, Options());

    public OpenAIModelClient Models() => new(_credential, Options());

    public ResponsesClient Responses() => new(_credential, Set(new ResponsesClientOptions { Endpoint = Endpoint }));

    /// <summary>Holds every call made so far against the vendor's side and the records.</summary>
    public Task CheckAsync(params SdkUsage[] usages) => world.CheckAsync(Exchanges, usages);

    public void Dispose() => _recorder.Dispose();

    public static SdkUsage Usage(ChatTokenUsage usage) => new(
        usage.InputTokenCount,
        usage.OutputTokenCount,
        usage.InputTokenDetails?.CachedTokenCount,
        usage.OutputTokenDetails?.ReasoningTokenCount);

    public static SdkUsage Usage(ResponseTokenUsage usage) => new(
        usage.InputTokenCount,
        usage.OutputTokenCount,
        usage.InputTokenDetails?.CachedTokenCount,
        usage.OutputTokenDetails?.ReasoningTokenCount);

    private Uri Endpoint => new(world.BaseUrl + "/v1");

    private OpenAIClientOptions Options() => Set(new OpenAIClientOptions { Endpoint = Endpoint });

    private T Set<T>(T options)
        where T : ClientPipelineOptions
    {
        options.Transport = new HttpClientPipelineTransport(_recorder.ToClient());
        options.RetryPolicy = new ClientRetryPolicy(retries);
        return options;
    }
}

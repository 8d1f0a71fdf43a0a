using Anthropic;
using Anthropic.Models.Messages;
using Headgate.EndToEnd.Wire;
using Headgate.EndToEnd.Worlds;

namespace Headgate.EndToEnd.Sdk.DotNet;

/// <summary>The official .NET <c>Anthropic</c> SDK, with nothing changed but base URL and key, observed on its way out.</summary>
internal sealed class AnthropicSdk : IDisposable
{
    private readonly RecordingHandler _recorder = new();
    private readonly World _world;

    public AnthropicSdk(World world, string? key = null, int retries = 0)
    {
        _world = world;
        Client = new AnthropicClient
        {
            BaseUrl = world.BaseUrl,
            ApiKey = key ?? world.Key,
            HttpClient = _recorder.ToClient(),
            MaxRetries = retries,
        };
    }

    public AnthropicClient Client { get; }

    public IReadOnlyList<WireExchange> Exchanges => _recorder.Exchanges;

    /// <summary>A call of a simulated model with one user turn.</summary>
    public MessageCreateParams Ask(string behaviour, string text) => AskModel(_world.ClaudeModel(behaviour), text);

    public static MessageCreateParams AskModel(string model, string text) => new()
    {
        Model = model,
        MaxTokens = 4000,
        Messages = [new UserMessageParam(text)],
    };

    /// <summary>Holds every call made so far against the vendor's side and the records.</summary>
    public Task CheckAsync(params SdkUsage[] usages) => _world.CheckAsync(Exchanges, usages);

    public static SdkUsage Usage(Usage usage) => new(
        usage.InputTokens + (usage.CacheReadInputTokens ?? 0) + (usage.CacheCreationInputTokens ?? 0),
        usage.OutputTokens,
        usage.CacheReadInputTokens,
        usage.OutputTokensDetails?.ThinkingTokens);

    public void Dispose()
    {
        Client.Dispose();
        _recorder.Dispose();
    }
}

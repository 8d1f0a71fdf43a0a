using System.Text;
using System.Text.Json;
using Headgate.EndToEnd.Wire;
using Headgate.Simulator.Calls;

namespace Headgate.EndToEnd.Worlds;

/// <summary>
/// What a vendor may receive: the client's bytes with the permitted edits, headers off a closed list, our credential alone.
/// </summary>
internal static class UpstreamCheck
{
    private const string Messages = "/v1/messages";
    private const string Gemini = "/v1beta/";
    private const string Ollama = "/api/chat";

    private static readonly HashSet<string> Allowed = new(StringComparer.OrdinalIgnoreCase)
    {
        "host", "content-type", "content-length", "transfer-encoding", "accept", "accept-encoding", "authorization", "x-api-key", "api-key",
        "x-goog-api-key",
        "anthropic-version", "anthropic-beta", "openai-beta", "x-client-request-id", "idempotency-key", "traceparent", "user-agent",
    };

    public static void Headers(SimulatedCall call, string clientKey)
    {
        Passed(call, clientKey);
        Assert.Equal(Bearer(call.PathAndQuery), call.Header("authorization"));
        Assert.Equal(call.PathAndQuery.StartsWith(Messages, StringComparison.Ordinal) ? GatewayConfig.ClaudeSecret : null, call.Header("x-api-key"));
        Assert.Equal(call.PathAndQuery.StartsWith(Gemini, StringComparison.Ordinal) ? GatewayConfig.GeminiSecret : null, call.Header("x-goog-api-key"));
    }

    private static string? Bearer(string path)
    {
        if (path.StartsWith(Messages, StringComparison.Ordinal) || path.StartsWith(Gemini, StringComparison.Ordinal) || path == Ollama)
            return null;
        return $"Bearer {(path.StartsWith("/model/", StringComparison.Ordinal) ? GatewayConfig.BedrockSecret : GatewayConfig.OpenAISecret)}";
    }

    /// <summary>What passed to a vendor is on the list, and the client's key is not among it.</summary>
    public static void Passed(SimulatedCall call, string clientKey)
    {
        Assert.All(call.Headers.Keys, name => Assert.Contains(name, Allowed));
        Assert.DoesNotContain(call.Headers.Values, value => value.Contains(clientKey, StringComparison.Ordinal));
        Assert.Equal("identity", call.Header("accept-encoding"));
    }

    /// <summary>The client's bytes as they may arrive: the model named anew where the body names it, usage asked for.</summary>
    public static byte[] Expected(WireExchange exchange, string upstreamModel)
    {
        if (GeminiGist.IsOf(exchange))
            return Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(exchange.Body).Replace($"\"models/gemini/{upstreamModel}\"", $"\"models/{upstreamModel}\""));
        var body = Splicer.Set(exchange.Body, ("model", $"\"{upstreamModel}\""));
        using var json = JsonDocument.Parse(body);
        var path = exchange.Path;
        var mustAsk = path.EndsWith("completions", StringComparison.Ordinal) && IsStream(json) && !AsksForUsage(json);
        return mustAsk ? Splicer.AskForUsage(body) : body;
    }

    private static bool IsStream(JsonDocument json) =>
        json.RootElement.TryGetProperty("stream", out var stream) && stream.ValueKind == JsonValueKind.True;

    private static bool AsksForUsage(JsonDocument json) =>
        json.RootElement.TryGetProperty("stream_options", out var options) && options.ValueKind == JsonValueKind.Object
        && options.TryGetProperty("include_usage", out var asked) && asked.ValueKind == JsonValueKind.True;
}

using Headgate.Gateway.Raw;
using Headgate.Llm.Protocols;

namespace Headgate.Server.DataPlane;

/// <summary>The paths of the data plane. Written by hand: one switch costs less than routing middleware, and reads as the list it is.</summary>
internal static class RouteTable
{
    private static readonly string[] ModelPrefixes = ["/v1/models/", "/models/", "/anthropic/v1/models/"];

    private const string Azure = "/openai/";
    private const string Deployments = Azure + "deployments/";

    // What Azure's clients send to a deployment; the longer before what it ends with.
    private static readonly string[] OfDeployments =
    [
        "/chat/completions", "/completions", "/embeddings", "/images/generations", "/images/edits",
        "/audio/speech", "/audio/transcriptions", "/audio/translations", "/batches",
    ];

    /// <summary>What a decoded path, without its query, leads to.</summary>
    public static DataRoute Match(string path) => path switch
    {
        "/v1/chat/completions" or "/chat/completions" => OpenAI(WireProtocol.OpenAIChat),
        "/v1/responses" or "/responses" => OpenAI(WireProtocol.OpenAIResponses),
        "/v1/responses/input_tokens" or "/responses/input_tokens" => OpenAI(WireProtocol.OpenAIInputTokens),
        "/v1/responses/compact" or "/responses/compact" => OpenAI(WireProtocol.OpenAICompact),
        "/v1/embeddings" or "/embeddings" => OpenAI(WireProtocol.OpenAIEmbeddings),
        "/v1/completions" or "/completions" => OpenAI(WireProtocol.OpenAICompletions),
        "/v1/messages" or "/anthropic/v1/messages" => Anthropic(WireProtocol.AnthropicMessages),
        "/v1/messages/count_tokens" or "/anthropic/v1/messages/count_tokens" => Anthropic(WireProtocol.AnthropicCountTokens),
        "/v1/rerank" or "/rerank" or "/v2/rerank" => OpenAI(WireProtocol.Rerank),
        "/v1/models" or "/models" => new DataRoute(RouteKind.Models),
        "/anthropic/v1/models" => new DataRoute(RouteKind.Models, Dialect.Anthropic),
        "/v1beta/models" or "/v1beta1/models" => new DataRoute(RouteKind.Models, Dialect.Gemini),
        "/healthz" => new DataRoute(RouteKind.Health),
        "/readyz" => new DataRoute(RouteKind.Readiness),
        _ => MatchRest(path),
    };

    /// <summary>The id in a path to one model, from the target as it was sent: it may hold slashes, plain or encoded.</summary>
    public static string? ModelId(string rawTarget)
    {
        const string Marker = "/models/";
        int start = rawTarget.IndexOf(Marker, StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        string encoded = rawTarget[(start + Marker.Length)..];
        int query = encoded.IndexOf('?', StringComparison.Ordinal);
        return Uri.UnescapeDataString(query < 0 ? encoded : encoded[..query]);
    }

    /// <summary>
    /// The model in the path of a call, from the target as it was sent: it may hold slashes, plain or encoded. Null where the path names none.
    /// </summary>
    public static string? NamedModel(DataRoute route, string rawTarget)
    {
        if (route is { Kind: RouteKind.Call, Dialect: Dialect.Gemini })
        {
            return GeminiPaths.Model(rawTarget);
        }

        int start = NamesModel(route) ? rawTarget.IndexOf(Deployments, StringComparison.Ordinal) : -1;
        if (start < 0 || rawTarget.AsSpan(0, start).Contains('?'))
        {
            return null;
        }

        string rest = rawTarget[(start + Deployments.Length)..].Split('?')[0];
        return Uri.UnescapeDataString(rest[..^(EndOf(rest)?.Length ?? 0)]);
    }

    /// <summary>A batch asks for what its file says, at whatever deployment's path it is made.</summary>
    private static bool NamesModel(DataRoute route) =>
        route is { Kind: RouteKind.Call } or { Raw.Protocol: WireProtocol.OpenAIImages or WireProtocol.OpenAIAudio };

    private static string? EndOf(string rest) => OfDeployments.FirstOrDefault(end => rest.EndsWith(end, StringComparison.Ordinal));

    private static DataRoute OpenAI(WireProtocol protocol) => new(RouteKind.Call, Dialect.OpenAI, protocol);

    private static DataRoute Anthropic(WireProtocol protocol) => new(RouteKind.Call, Dialect.Anthropic, protocol);

    private static DataRoute MatchRest(string path)
    {
        if (RawRoutes.Find(path) is { } raw)
        {
            return new DataRoute(RouteKind.Raw, Raw: raw);
        }

        if (GeminiPaths.Match(path) is { } gemini)
        {
            return gemini;
        }

        Dialect dialect = GuessDialect(path);
        if (path.StartsWith(Deployments, StringComparison.Ordinal) && path[Deployments.Length..] is var rest
            && EndOf(rest) is { } call && rest.Length > call.Length)
        {
            return Match(call);
        }

        // Azure's own clients: /openai/v1/… and, with a dated version, /openai/….
        if (path.StartsWith(Azure, StringComparison.Ordinal) && Match(path[(Azure.Length - 1)..]) is
            { Kind: RouteKind.Call or RouteKind.Raw or RouteKind.Models or RouteKind.Model, Dialect: Dialect.OpenAI } below)
        {
            return below;
        }

        bool isModel = ModelPrefixes.Any(prefix => path.Length > prefix.Length && path.StartsWith(prefix, StringComparison.Ordinal));
        return new DataRoute(isModel ? RouteKind.Model : RouteKind.Unknown, dialect);
    }

    private static Dialect GuessDialect(string path) =>
        IsUnder(path, "/anthropic") || path.Contains("/messages", StringComparison.Ordinal) ? Dialect.Anthropic : Dialect.OpenAI;

    private static bool IsUnder(string path, string prefix) =>
        path.StartsWith(prefix, StringComparison.Ordinal) && (path.Length == prefix.Length || path[prefix.Length] == '/');
}

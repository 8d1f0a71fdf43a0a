using Headgate.Simulator.Anthropic;
using Headgate.Simulator.OpenAI;
using Headgate.Simulator.OpenAI.Chat;
using Headgate.Simulator.OpenAI.Completions;
using Headgate.Simulator.OpenAI.Embeddings;
using Headgate.Simulator.OpenAI.Responses;
using Headgate.Simulator.Serving;
using Microsoft.AspNetCore.Http;

namespace Headgate.Simulator.Clouds;

/// <summary>The paths below <c>/azure</c> and <c>/vertex</c>, as these clouds have them.</summary>
internal sealed class CloudRoutes
{
    private const string Azure = "/azure/openai/";
    private const string Deployments = "deployments/";
    private const string Vertex = "/vertex/v1/projects/";
    private const string CountTokens = "count-tokens";
    private const string FirstVersion = "2022-12-01";

    private readonly Vendor _azure;
    private readonly Vendor _vertex;
    private readonly Dictionary<string, Operation> _openAI;

    public CloudRoutes(Mint mint)
    {
        (_azure, _vertex) = (new AzureVendor(mint), new VertexVendor(mint));
        var plain = new PlainOpenAIVendor();
        _openAI = new(StringComparer.Ordinal)
        {
            ["chat/completions"] = new AzureOperation(_azure, new ChatOperation(plain)),
            ["completions"] = new AzureOperation(_azure, new CompletionsOperation(plain)),
            ["embeddings"] = new EmbeddingsOperation(_azure),
            ["responses"] = new ResponsesOperation(_azure),
        };
    }

    /// <summary>The model that a path names; null when it names none.</summary>
    public static string? ModelOf(HttpRequest request)
    {
        var path = request.Path.Value ?? "";
        if (path.StartsWith(Azure + Deployments, StringComparison.Ordinal))
            return path[(Azure + Deployments).Length..].Split('/')[0];
        return path.StartsWith(Vertex, StringComparison.Ordinal) && Claude(path) is (var model and not CountTokens, _) ? model : null;
    }

    /// <summary>Where a request to a cloud leads; null when it is to none.</summary>
    public Route? Find(HttpRequest request)
    {
        var path = request.Path.Value ?? "";
        var route = path.StartsWith(Azure, StringComparison.Ordinal) ? ToAzure(request, path[Azure.Length..])
            : path.StartsWith(Vertex, StringComparison.Ordinal) ? ToVertex(path)
            : null;
        return route?.Refusal is null && route is not null && !HttpMethods.IsPost(request.Method)
            ? route with { Refusal = new VendorError(405, $"{request.Method} is not allowed on {path}.") }
            : route;
    }

    private Route ToAzure(HttpRequest request, string rest)
    {
        var isClassic = rest.StartsWith(Deployments, StringComparison.Ordinal);
        var parts = rest.Split('/', isClassic ? 3 : 2);
        var isKnown = _openAI.TryGetValue(parts[^1], out var operation)
            && (isClassic ? operation is not ResponsesOperation && IsVersion(request.Query["api-version"]) : parts[0] == "v1");
        return new Route(_azure, operation, null, isKnown ? null : new VendorError(404, "Resource not found") { Code = "404" });
    }

    private Route ToVertex(string path)
    {
        var (model, verb) = Claude(path);
        var counts = model == CountTokens;
        var isStream = verb == "streamRawPredict";
        Operation? operation = verb is "rawPredict" or "streamRawPredict" && model is not null
            ? new VertexOperation(
                _vertex,
                counts ? new CountTokensOperation(new AnthropicVendor()) : new MessagesOperation(new AnthropicVendor()),
                counts,
                isStream)
            : null;
        return new Route(_vertex, operation, null, operation is null ? new VendorError(404, $"Not found: {path}") : null);
    }

    // {project}/locations/{location}/publishers/anthropic/models/{model}:{verb}
    private static (string? Model, string Verb) Claude(string path)
    {
        var parts = path[Vertex.Length..].Split('/', 7);
        if (parts is not [{ Length: > 0 }, "locations", { Length: > 0 }, "publishers", "anthropic", "models", var named])
            return (null, "");
        var colon = named.LastIndexOf(':');
        return colon < 0 ? (null, "") : (named[..colon], named[(colon + 1)..]);
    }

    private static bool IsVersion(string? text) =>
        text is not null && string.CompareOrdinal(text, FirstVersion) >= 0
        && DateOnly.TryParseExact(text.Replace("-preview", "", StringComparison.Ordinal), "yyyy-MM-dd", out _);
}

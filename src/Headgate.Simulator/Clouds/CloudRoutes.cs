using Headgate.Simulator.Anthropic;
using Headgate.Simulator.Gemini;
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
    private const string V1 = "v1/";
    private const string Vertex = "/vertex/v1/projects/";
    private const string Anthropic = "anthropic";
    private const string Google = "google";
    private const string CountTokens = "count-tokens";
    private const string FirstVersion = "2022-12-01";

    private readonly Vendor _azure;
    private readonly Vendor _vertex;
    private readonly Vendor _vertexOfGoogle;
    private readonly Dictionary<string, Operation> _openAI;

    public CloudRoutes(Mint mint)
    {
        _azure = new AzureVendor(mint);
        _vertex = new VertexVendor(mint, new AnthropicVendor());
        _vertexOfGoogle = new VertexVendor(mint, new GeminiVendor());
        var plain = new PlainOpenAIVendor();
        _openAI = new(StringComparer.Ordinal)
        {
            ["chat/completions"] = new AzureOperation(_azure, new ChatOperation(plain)),
            ["completions"] = new AzureOperation(_azure, new CompletionsOperation(plain)),
            ["embeddings"] = new EmbeddingsOperation(_azure),
            ["responses"] = new ResponsesOperation(_azure),
            ["responses/input_tokens"] = new InputTokensOperation(_azure),
            ["responses/compact"] = new CompactOperation(_azure),
        };
    }

    /// <summary>The model that a path names; null when it names none.</summary>
    public static string? ModelOf(HttpRequest request)
    {
        var path = request.Path.Value ?? "";
        if (path.StartsWith(Azure + Deployments, StringComparison.Ordinal))
            return path[(Azure + Deployments).Length..].Split('/')[0];
        return path.StartsWith(Vertex, StringComparison.Ordinal) && Hosted(path) is { Model: not CountTokens } hosted ? hosted.Model : null;
    }

    /// <summary>Whether a path asks for a stream; null when it does not say.</summary>
    public static bool? IsStream(HttpRequest request)
    {
        var path = request.Path.Value ?? "";
        return path.StartsWith(Vertex, StringComparison.Ordinal) && Hosted(path) is { Maker: Google } hosted
            ? hosted.Verb == GeminiPath.GenerateStream
            : null;
    }

    /// <summary>Where a request to a cloud leads; null when it is to none.</summary>
    public Route? Find(HttpRequest request)
    {
        var path = request.Path.Value ?? "";
        var route = path.StartsWith(Azure, StringComparison.Ordinal) ? ToAzure(request, path[Azure.Length..])
            : path.StartsWith(Vertex, StringComparison.Ordinal) ? ToVertex(request, path)
            : null;
        return route is { Refusal: null, Plain: null } && !HttpMethods.IsPost(request.Method)
            ? route with { Refusal = new VendorError(405, $"{request.Method} is not allowed on {path}.") }
            : route;
    }

    // v1/{path}; else deployments/{name}/{path} and {path}, both with a dated version.
    private Route ToAzure(HttpRequest request, string rest)
    {
        var isOfDeployment = rest.StartsWith(Deployments, StringComparison.Ordinal);
        var isV1 = rest.StartsWith(V1, StringComparison.Ordinal);
        var path = isOfDeployment ? rest.Split('/', 3)[^1] : isV1 ? rest[V1.Length..] : rest;
        if ((isV1 || IsVersion(request.Query["api-version"])) && HasPlace(path.Split('/')[0], isOfDeployment, isV1)
            && PlainRoutes.Find($"/{path}", request.Method) is var (plain, id))
            return new Route(_azure, null, null, null) { Plain = plain, Id = id };
        var isKnown = _openAI.TryGetValue(path, out var operation)
            && (isV1 || (isOfDeployment && operation is not (ResponsesOperation or InputTokensOperation or CompactOperation)
                && IsVersion(request.Query["api-version"])));
        return new Route(_azure, operation, null, isKnown ? null : new VendorError(404, "Resource not found") { Code = "404" });
    }

    // What is stored belongs to the resource, what is generated to a deployment. There are no moderations.
    private static bool HasPlace(string family, bool isOfDeployment, bool isV1) => family switch
    {
        "images" or "audio" => isV1 || isOfDeployment,
        "files" or "batches" or "realtime" => !isOfDeployment,
        "responses" or "uploads" => isV1,
        _ => false,
    };

    private Route ToVertex(HttpRequest request, string path)
    {
        if (Hosted(path) is not { } hosted)
            return new Route(_vertex, null, null, new VendorError(404, $"Not found: {path}"));
        var vendor = hosted.Maker == Google ? _vertexOfGoogle : _vertex;
        var operation = hosted.Maker == Google ? ToGoogle(hosted, request.Query["alt"] == "sse") : ToClaude(hosted);
        return new Route(vendor, operation, null, operation is null ? new VendorError(404, $"Not found: {path}") : null);
    }

    private VertexOperation? ToClaude(HostedPath hosted)
    {
        var counts = hosted.Model == CountTokens;
        return hosted.Verb is "rawPredict" or "streamRawPredict"
            ? new VertexOperation(
                _vertex,
                counts ? new CountTokensOperation(new AnthropicVendor()) : new MessagesOperation(new AnthropicVendor()),
                counts,
                hosted.Verb == "streamRawPredict")
            : null;
    }

    private Operation? ToGoogle(HostedPath hosted, bool isSse) => hosted.Verb switch
    {
        GeminiPath.Generate or GeminiPath.GenerateStream => new GenerateOperation(_vertexOfGoogle, hosted.Model, isSse),
        GeminiPath.CountTokens => new CountOperation(_vertexOfGoogle, hosted.Model),
        _ => null,
    };

    // {project}/locations/{location}/publishers/{maker}/models/{model}:{verb}
    private static HostedPath? Hosted(string path)
    {
        var parts = path[Vertex.Length..].Split('/', 7);
        if (parts is not [{ Length: > 0 }, "locations", { Length: > 0 }, "publishers", (Anthropic or Google) and var maker, "models", var named])
            return null;
        var colon = named.LastIndexOf(':');
        return colon < 0 ? null : new HostedPath(maker, named[..colon], named[(colon + 1)..]);
    }

    private static bool IsVersion(string? text) =>
        text is not null && string.CompareOrdinal(text, FirstVersion) >= 0
        && DateOnly.TryParseExact(text.Replace("-preview", "", StringComparison.Ordinal), "yyyy-MM-dd", out _);

    /// <summary>A model that Vertex hosts, and what is to be done with it.</summary>
    private sealed record HostedPath(string Maker, string Model, string Verb);
}

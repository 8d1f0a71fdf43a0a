using System.Collections.Frozen;
using Headgate.Simulator.Anthropic;
using Headgate.Simulator.Bedrock;
using Headgate.Simulator.Cohere;
using Headgate.Simulator.Gemini;
using Headgate.Simulator.Ollama;
using Headgate.Simulator.OpenAI;
using Headgate.Simulator.OpenAI.Chat;
using Headgate.Simulator.OpenAI.Completions;
using Headgate.Simulator.OpenAI.Embeddings;
using Headgate.Simulator.OpenAI.Responses;
using Headgate.Simulator.Reranking;
using Headgate.Simulator.Vendors;
using Microsoft.AspNetCore.Http;

namespace Headgate.Simulator.Serving;

/// <summary>Where a request leads: to an operation, to the models, or to a refusal in the shape of the vendor it seems to
/// mean.</summary>
/// <param name="Vendor">Whose shape the answer has.</param>
/// <param name="Operation">The operation; null for the models.</param>
/// <param name="ListedModel">The one model asked for; null for the whole list.</param>
/// <param name="Refusal">404 or 405, when the path or the method is unknown.</param>
internal sealed record Route(Vendor Vendor, Operation? Operation, string? ListedModel, VendorError? Refusal)
{
    /// <summary>The operation that is no conversation; null when it is one.</summary>
    public PlainOperation? Plain { get; init; }

    /// <summary>The id in the path of such an operation.</summary>
    public string Id { get; init; } = "";

    private static readonly Vendor OpenAI = new PlainOpenAIVendor();
    private static readonly Vendor Anthropic = new AnthropicVendor();

    private static readonly Vendor Bedrock = new BedrockVendor();
    private static readonly Operation Converse = new ConverseOperation(Bedrock);
    private static readonly Operation Invoke = new InvokeOperation(Bedrock);

    private static readonly Vendor Gemini = new GeminiVendor();

    private static readonly Dictionary<string, Operation> Operations = new(StringComparer.Ordinal)
    {
        ["/chat/completions"] = new ChatOperation(OpenAI),
        ["/completions"] = new CompletionsOperation(OpenAI),
        ["/responses"] = new ResponsesOperation(OpenAI),
        ["/responses/input_tokens"] = new InputTokensOperation(OpenAI),
        ["/responses/compact"] = new CompactOperation(OpenAI),
        ["/embeddings"] = new EmbeddingsOperation(OpenAI),
        ["/rerank"] = new RerankOperation(OpenAI, isVoyage: false),
        ["/v2/rerank"] = new RerankOperation(OpenAI, isVoyage: false),
        ["/v2/embed"] = new EmbedOperation(OpenAI),
        ["/voyage/v1/rerank"] = new RerankOperation(OpenAI, isVoyage: true),
        ["/api/chat"] = new OllamaOperation(new OllamaVendor()),
        ["/messages"] = new MessagesOperation(Anthropic),
        ["/messages/count_tokens"] = new CountTokensOperation(Anthropic),
    };

    private static readonly FrozenDictionary<string, Operation> Sheets =
        VendorSheets.All.ToFrozenDictionary(sheet => $"/vendors/{sheet.Key}", Operation (sheet) => new SheetOperation(sheet.Value), StringComparer.Ordinal);

    public static Route Find(HttpRequest request)
    {
        if (BedrockPath.Of(request) is { } asked)
        {
            Operation called = asked.Operation is BedrockPath.Invoke or BedrockPath.InvokeStream ? Invoke : Converse;
            return new Route(Bedrock, called, null, HttpMethods.IsPost(request.Method) ? null : WrongMethod(request));
        }

        if (GeminiPath.Of(request) is { } gemini)
            return new Route(Gemini, ToGemini(gemini, request), null, HttpMethods.IsPost(request.Method) ? null : WrongMethod(request));

        var named = request.Path.Value ?? "/";
        var sheet = Sheets.FirstOrDefault(known => named.StartsWith(known.Key + "/", StringComparison.Ordinal));
        var path = WithoutPrefix(sheet.Key is null ? named : named[sheet.Key.Length..]);
        if (path == "/chat/completions" && sheet.Value is { } chat)
            return new Route(chat.Vendor, chat, null, HttpMethods.IsPost(request.Method) ? null : WrongMethod(request));
        if (Operations.TryGetValue(path, out var operation))
        {
            var refusal = HttpMethods.IsPost(request.Method) ? null : WrongMethod(request);
            return new Route(operation.Vendor, operation, null, refusal);
        }

        if (PlainRoutes.Find(path, request.Method) is var (plain, id))
            return new Route(OpenAI, null, null, null) { Plain = plain, Id = id };

        var vendor = VendorOf(request);
        if (path != "/models" && !path.StartsWith("/models/", StringComparison.Ordinal))
            return new Route(vendor, null, null, new VendorError(404, $"Unknown path: {request.Method} {request.Path}"));
        var listed = path.Length > "/models/".Length ? path["/models/".Length..] : null;
        return new Route(vendor, null, listed, HttpMethods.IsGet(request.Method) ? null : WrongMethod(request));
    }

    private static Operation ToGemini(GeminiPath asked, HttpRequest request) => asked.Method switch
    {
        GeminiPath.CountTokens => new CountOperation(Gemini, asked.Model),
        GeminiPath.Embed or GeminiPath.EmbedBatch => new GeminiEmbedding(Gemini, asked.Model, asked.Method == GeminiPath.EmbedBatch),
        _ => new GenerateOperation(Gemini, asked.Model, request.Query["alt"] == "sse"),
    };

    /// <summary>The vendor that a path of several vendors seems to mean.</summary>
    private static Vendor VendorOf(HttpRequest request)
    {
        if (GeminiPath.IsBeta(request.Path) || request.Headers.ContainsKey(GeminiVendor.KeyHeader))
            return Gemini;
        return request.Headers.ContainsKey("anthropic-version") ? Anthropic : OpenAI;
    }

    /// <summary>A base URL may end in <c>/v1</c>, in a vendor's name, in both, or in neither.</summary>
    private static string WithoutPrefix(string path)
    {
        foreach (var prefix in (ReadOnlySpan<string>)["/openai/", "/anthropic/", "/v1/", "/v1beta/", "/v1beta1/"])
        {
            if (path.StartsWith(prefix, StringComparison.Ordinal))
                path = path[(prefix.Length - 1)..];
        }

        return path.Length > 1 ? path.TrimEnd('/') : path;
    }

    private static VendorError WrongMethod(HttpRequest request) => new(405, $"{request.Method} is not allowed on {request.Path}.");
}

using System.Collections.Frozen;
using System.Text.Json;
using Headgate.Simulator.Behaviours;
using Headgate.Simulator.OpenAI.Embeddings;
using Headgate.Simulator.Serving;
using Microsoft.AspNetCore.Http;

namespace Headgate.Simulator.Gemini;

/// <summary>embedContent and batchEmbedContents: https://ai.google.dev/api/embeddings (read 2026-11-22).</summary>
/// <param name="vendor">Whose shape errors have.</param>
/// <param name="model">The model in the path, which each request of a batch repeats.</param>
/// <param name="isBatch">Whether the body holds several requests.</param>
internal sealed class GeminiEmbedding(Vendor vendor, string model, bool isBatch) : Operation(vendor)
{
    private const int UsualDimensions = 3072;
    private const int MostInBatch = 100;

    private static readonly FrozenSet<string> One = GeminiFields.EmbedNames.ToFrozenSet(StringComparer.Ordinal);
    private static readonly FrozenSet<string> Several = GeminiFields.BatchNames.ToFrozenSet(StringComparer.Ordinal);

    private static readonly string[] Tasks =
    [
        "TASK_TYPE_UNSPECIFIED", "RETRIEVAL_QUERY", "RETRIEVAL_DOCUMENT", "SEMANTIC_SIMILARITY", "CLASSIFICATION", "CLUSTERING",
        "QUESTION_ANSWERING", "FACT_VERIFICATION", "CODE_RETRIEVAL_QUERY",
    ];

    public override bool CanStream => false;

    public override FrozenSet<string> KnownFields => isBatch ? Several : One;

    public override VendorError? Violation(JsonElement body, IHeaderDictionary headers, Seal seal)
    {
        if ((isBatch ? GeminiFields.Batch : GeminiFields.Embed).Violation(body) is { } unknown)
            return unknown;
        JsonElement[] requests = [.. Requests(body)];
        if (requests.Length is 0 or > MostInBatch)
            return GenerateChecks.Refuse($"* BatchEmbedContentsRequest.requests: at most {MostInBatch} requests can be in one batch, and at least one");
        return requests.Select(Request).FirstOrDefault(error => error is not null);
    }

    /// <summary>Nothing is said, so there is no output; the texts are read again when the vectors are written.</summary>
    public override Conversation Read(JsonElement body) =>
        new() { Prompts = [], InputTokens = Requests(body).Sum(request => Tokens.Count(Text(request))) };

    public override void WriteAnswer(Utf8JsonWriter json, Turn turn)
    {
        json.WriteStartObject();
        if (isBatch)
        {
            json.WriteStartArray("embeddings");
            foreach (var request in Requests(turn.Request))
                WriteVector(json, request);
            json.WriteEndArray();
        }
        else
        {
            json.WritePropertyName("embedding");
            WriteVector(json, turn.Request);
        }

        json.WriteStartObject("usageMetadata");
        json.WriteNumber("promptTokenCount", turn.Usage.WholeInput);
        UsageWriter.WriteDetails(json, "promptTokenDetails", turn.Usage.WholeInput);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private IEnumerable<JsonElement> Requests(JsonElement body) => isBatch ? body.Items("requests") : [body];

    private VendorError? Request(JsonElement request)
    {
        if (request.Text("model") is var named && (isBatch || named is not null) && named != "models/" + model)
            return GenerateChecks.Refuse("* BatchEmbedContentsRequest.requests: the model must be that of the path");
        if (Text(request).Length == 0)
            return GenerateChecks.Refuse("* EmbedContentRequest.content: contents is not specified");
        if (request.Member("taskType") is not null && !Tasks.Contains(request.Text("taskType")))
            return GenerateChecks.Refuse($"Invalid value at 'task_type' (TaskType), \"{request.Text("taskType")}\"");
        if (request.Member("title") is not null && request.Text("taskType") != "RETRIEVAL_DOCUMENT")
            return GenerateChecks.Refuse("* EmbedContentRequest.title: only for the task type RETRIEVAL_DOCUMENT");
        return request.Member("outputDimensionality") is null || request.Integer("outputDimensionality") is >= 1 and <= UsualDimensions
            ? null
            : GenerateChecks.Refuse($"* EmbedContentRequest.output_dimensionality: must be from 1 to {UsualDimensions}");
    }

    private static string Text(JsonElement request) =>
        string.Join('\n', (request.Object("content")?.Items("parts") ?? []).Select(part => part.Text("text")));

    private static void WriteVector(Utf8JsonWriter json, JsonElement request)
    {
        json.WriteStartObject();
        json.WriteStartArray("values");
        foreach (var number in EmbeddingVector.Of(Text(request), (int)(request.Integer("outputDimensionality") ?? UsualDimensions)))
            json.WriteNumberValue(number);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}

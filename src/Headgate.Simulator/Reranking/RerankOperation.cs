using System.Collections.Frozen;
using System.Text.Json;
using Headgate.Simulator.Behaviours;
using Headgate.Simulator.Serving;
using Microsoft.AspNetCore.Http;

namespace Headgate.Simulator.Reranking;

/// <summary>
/// POST rerank, as Cohere and Jina have it or as Voyage names it: https://docs.cohere.com/reference/rerank and
/// https://docs.voyageai.com/reference/reranker-api (read 2026-11-23). A document ranks by how many of the query's words it holds.
/// </summary>
/// <param name="vendor">Whose errors it gives.</param>
/// <param name="isVoyage">Whether the members have Voyage's names.</param>
internal sealed class RerankOperation(Vendor vendor, bool isVoyage) : Operation(vendor)
{
    private const int MostDocuments = 1000;

    private string CountField => isVoyage ? "top_k" : "top_n";

    public override bool CanStream => false;

    public override FrozenSet<string> KnownFields { get; } = isVoyage
        ? FrozenSet.Create(StringComparer.Ordinal, "model", "query", "documents", "top_k", "return_documents", "truncation")
        : FrozenSet.Create(StringComparer.Ordinal, "model", "query", "documents", "top_n", "return_documents", "max_tokens_per_doc", "priority");

    public override VendorError? Violation(JsonElement body, IHeaderDictionary headers, Seal seal)
    {
        if (body.Text("query") is not { Length: > 0 })
            return VendorError.Missing("query");
        if (body.Member("documents") is not { ValueKind: JsonValueKind.Array } documents)
            return VendorError.Missing("documents");
        if (documents.GetArrayLength() is 0 or > MostDocuments)
            return VendorError.Invalid("documents", $"must have 1 to {MostDocuments} items.");
        if (documents.EnumerateArray().Any(document => document.ValueKind != JsonValueKind.String))
            return VendorError.Mistyped("documents", "an array of strings");
        return body.Member(CountField) is not null && body.Integer(CountField) is not >= 1
            ? VendorError.Invalid(CountField, "must be at least 1.")
            : null;
    }

    public override Conversation Read(JsonElement body) => new()
    {
        Prompts = [],
        InputTokens = Tokens.Count(body.Text("query")!) + body.Items("documents").Sum(document => Tokens.Count(document.GetString()!)),
    };

    public override void WriteAnswer(Utf8JsonWriter json, Turn turn)
    {
        var words = turn.Request.Text("query")!.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var ranked = turn.Request.Items("documents").Select((document, index) => (Index: index, Text: document.GetString()!))
            .Select(document => (document.Index, document.Text, Score: Score(document.Text, words)))
            .OrderByDescending(document => document.Score).ThenBy(document => document.Index)
            .Take(turn.Request.Count(CountField) ?? MostDocuments);
        json.WriteStartObject();
        if (isVoyage)
            json.WriteString("object", "list");
        else
            json.WriteString("id", turn.AnswerId);
        json.WriteStartArray(isVoyage ? "data" : "results");
        foreach (var (index, text, score) in ranked)
        {
            json.WriteStartObject();
            json.WriteNumber("index", index);
            json.WriteNumber("relevance_score", score);
            if (isVoyage && turn.Request.IsTrue("return_documents"))
                json.WriteString("document", text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteUsage(json, turn);
        json.WriteEndObject();
    }

    private void WriteUsage(Utf8JsonWriter json, Turn turn)
    {
        if (isVoyage)
        {
            json.WriteString("model", turn.Model);
            json.WriteStartObject("usage");
            json.WriteNumber("total_tokens", turn.Usage.WholeInput);
            json.WriteEndObject();
            return;
        }

        json.WriteStartObject("meta");
        json.WriteStartObject("billed_units");
        json.WriteNumber("search_units", 1);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static double Score(string document, string[] words) =>
        words.Length == 0 ? 0 : (double)words.Count(word => document.Contains(word, StringComparison.OrdinalIgnoreCase)) / words.Length;
}

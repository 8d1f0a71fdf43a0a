using System.Collections.Frozen;
using System.Text.Json;
using Headgate.Simulator.Behaviours;
using Headgate.Simulator.OpenAI;
using Headgate.Simulator.OpenAI.Embeddings;
using Headgate.Simulator.Serving;
using Microsoft.AspNetCore.Http;

namespace Headgate.Simulator.Cohere;

/// <summary>POST v2/embed: https://docs.cohere.com/reference/embed (read 2026-11-23).</summary>
internal sealed class EmbedOperation(Vendor vendor) : Operation(vendor)
{
    private const int UsualDimensions = 1536;
    private const int MostTexts = 96;

    public override bool CanStream => false;

    public override FrozenSet<string> KnownFields { get; } = FrozenSet.Create(
        StringComparer.Ordinal, "model", "texts", "images", "inputs", "input_type", "embedding_types", "output_dimension", "max_tokens", "truncate");

    public override VendorError? Violation(JsonElement body, IHeaderDictionary headers, Seal seal)
    {
        if (body.Member("texts") is not { ValueKind: JsonValueKind.Array } texts)
            return VendorError.Missing("texts");
        if (texts.GetArrayLength() is 0 or > MostTexts)
            return VendorError.Invalid("texts", $"must have 1 to {MostTexts} items.");
        if (texts.EnumerateArray().Any(text => text.ValueKind != JsonValueKind.String))
            return VendorError.Mistyped("texts", "an array of strings");
        if (body.Text("input_type") is not ("search_document" or "search_query" or "classification" or "clustering" or "image"))
            return VendorError.Missing("input_type");
        return body.Member("output_dimension") is not null && body.Integer("output_dimension") is not (256 or 512 or 1024 or 1536)
            ? VendorError.Invalid("output_dimension", "must be 256, 512, 1024 or 1536.")
            : null;
    }

    public override Conversation Read(JsonElement body) =>
        new() { Prompts = [], InputTokens = TextInput.Read(body, "texts").Sum(text => text.Tokens) };

    public override void WriteAnswer(Utf8JsonWriter json, Turn turn)
    {
        var dimensions = (int)(turn.Request.Integer("output_dimension") ?? UsualDimensions);
        json.WriteStartObject();
        json.WriteString("id", turn.AnswerId);
        json.WriteStartObject("embeddings");
        json.WriteStartArray("float");
        foreach (var text in TextInput.Read(turn.Request, "texts"))
        {
            json.WriteStartArray();
            foreach (var number in EmbeddingVector.Of(text.Text, dimensions))
                json.WriteNumberValue(number);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartArray("texts");
        foreach (var text in turn.Request.Items("texts"))
            text.WriteTo(json);
        json.WriteEndArray();
        json.WriteStartObject("meta");
        json.WriteStartObject("billed_units");
        json.WriteNumber("input_tokens", turn.Usage.WholeInput);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}

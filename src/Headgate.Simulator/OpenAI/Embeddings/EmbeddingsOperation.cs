using System.Collections.Frozen;
using System.Runtime.InteropServices;
using System.Text.Json;
using Headgate.Simulator.Behaviours;
using Headgate.Simulator.Serving;
using Microsoft.AspNetCore.Http;

namespace Headgate.Simulator.OpenAI.Embeddings;

/// <summary>POST embeddings: https://platform.openai.com/docs/api-reference/embeddings (read 2026-11-22).</summary>
internal sealed class EmbeddingsOperation(Vendor vendor) : Operation(vendor)
{
    private const int UsualDimensions = 1536;
    private const int MostDimensions = 4096;
    private const int MostInputs = 2048;

    public override bool CanStream => false;

    public override FrozenSet<string> KnownFields { get; } =
        FrozenSet.Create(StringComparer.Ordinal, "input", "model", "encoding_format", "dimensions", "user");

    public override VendorError? Violation(JsonElement body, IHeaderDictionary headers, Seal seal)
    {
        if (body.Member("input") is not { } input)
            return VendorError.Missing("input");
        if (body.Member("encoding_format") is not null && body.Text("encoding_format") is not ("float" or "base64"))
            return VendorError.Invalid("encoding_format", "must be 'float' or 'base64'.");
        return Input(input) ?? CommonChecks.Range(body, "dimensions", 1, MostDimensions);
    }

    /// <summary>Nothing is said, so there is no output; the inputs are read again when the vectors are written.</summary>
    public override Conversation Read(JsonElement body) =>
        new() { Prompts = [], InputTokens = TextInput.Read(body, "input").Sum(input => input.Tokens) };

    public override void WriteAnswer(Utf8JsonWriter json, Turn turn)
    {
        var dimensions = (int)(turn.Request.Integer("dimensions") ?? UsualDimensions);
        var isBase64 = turn.Request.Text("encoding_format") == "base64";
        json.WriteStartObject();
        json.WriteString("object", "list");
        json.WriteStartArray("data");
        foreach (var (index, input) in TextInput.Read(turn.Request, "input").Index())
            WriteEmbedding(json, index, EmbeddingVector.Of(input.Text, dimensions), isBase64);
        json.WriteEndArray();
        json.WriteString("model", turn.Model);
        json.WriteStartObject("usage");
        json.WriteNumber("prompt_tokens", turn.Usage.WholeInput);
        json.WriteNumber("total_tokens", turn.Usage.WholeInput);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static VendorError? Input(JsonElement input) => input.ValueKind switch
    {
        JsonValueKind.String => input.GetString()!.Length > 0 ? null : VendorError.Invalid("input", "must not be empty."),
        JsonValueKind.Array when input.GetArrayLength() is 0 or > MostInputs =>
            VendorError.Invalid("input", $"must have 1 to {MostInputs} items."),
        JsonValueKind.Array when input.EnumerateArray().All(IsItem) => null,
        _ => VendorError.Mistyped("input", "a string, an array of strings, of tokens, or of arrays of tokens"),
    };

    private static bool IsItem(JsonElement item) => item.ValueKind is JsonValueKind.String or JsonValueKind.Number
        || (item.ValueKind == JsonValueKind.Array && item.EnumerateArray().All(token => token.ValueKind == JsonValueKind.Number));

    private static void WriteEmbedding(Utf8JsonWriter json, int index, float[] vector, bool isBase64)
    {
        json.WriteStartObject();
        json.WriteString("object", "embedding");
        json.WriteNumber("index", index);
        if (isBase64)
        {
            // Little-endian 32-bit floats, as every machine that runs this lays them out.
            json.WriteBase64String("embedding", MemoryMarshal.AsBytes<float>(vector));
        }
        else
        {
            json.WriteStartArray("embedding");
            foreach (var number in vector)
                json.WriteNumberValue(number);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}

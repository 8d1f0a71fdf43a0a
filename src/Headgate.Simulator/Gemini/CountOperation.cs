using System.Collections.Frozen;
using System.Text.Json;
using Headgate.Simulator.Behaviours;
using Headgate.Simulator.Serving;
using Microsoft.AspNetCore.Http;

namespace Headgate.Simulator.Gemini;

/// <summary>countTokens, of contents alone or of a whole request: https://ai.google.dev/api/tokens (read 2026-11-22).</summary>
internal sealed class CountOperation(Vendor vendor, string model) : Operation(vendor)
{
    private const string Whole = "generateContentRequest";

    private static readonly FrozenSet<string> Fields = GeminiFields.CountNames.ToFrozenSet(StringComparer.Ordinal);

    public override bool CanStream => false;

    public override bool IsBilled => false;

    public override FrozenSet<string> KnownFields => Fields;

    public override VendorError? Violation(JsonElement body, IHeaderDictionary headers, Seal seal)
    {
        if (GeminiFields.Count.Violation(body) is { } unknown)
            return unknown;
        if (body.Object(Whole) is not { } request)
            return GenerateChecks.Contents(body, model, seal);
        if (body.Member("contents") is not null)
            return GenerateChecks.Refuse("Only one of contents and generate_content_request may be set.");
        return request.Text("model") == "models/" + model
            ? GenerateChecks.Body(request, model, seal)
            : GenerateChecks.Refuse("* CountTokensRequest.generate_content_request.model: must be the model of the path");
    }

    /// <summary>Counting produces nothing, so the answer is empty.</summary>
    public override Conversation Read(JsonElement body) => GenerateReader.Read(body.Object(Whole) ?? body) with { Prompts = [], Tools = [] };

    public override void WriteAnswer(Utf8JsonWriter json, Turn turn)
    {
        json.WriteStartObject();
        json.WriteNumber("totalTokens", turn.Usage.WholeInput);
        UsageWriter.WriteDetails(json, "promptTokensDetails", turn.Usage.WholeInput);
        json.WriteEndObject();
    }
}

using System.Collections.Frozen;
using System.Text.Json;
using Headgate.Simulator.Behaviours;
using Headgate.Simulator.Serving;
using Microsoft.AspNetCore.Http;

namespace Headgate.Simulator.OpenAI.Responses;

/// <summary>
/// POST responses/compact: https://platform.openai.com/docs/api-reference/responses/compact (read 2026-11-23). What the user said stays, all else
/// is sealed into one item.
/// </summary>
internal sealed class CompactOperation(Vendor vendor) : Operation(vendor)
{
    public override bool CanStream => false;

    public override FrozenSet<string> KnownFields { get; } = FrozenSet.Create(StringComparer.Ordinal,
        "input", "instructions", "model", "previous_response_id", "prompt_cache_key", "prompt_cache_options", "prompt_cache_retention",
        "service_tier");

    public override VendorError? Violation(JsonElement body, IHeaderDictionary headers, Seal seal) =>
        ResponsesChecks.ViolationOfRest(body, seal);

    public override string? Resumes(JsonElement body) => body.Text("previous_response_id");

    public override Conversation Read(JsonElement body) => ResponsesReader.Read(body);

    public override void WriteAnswer(Utf8JsonWriter json, Turn turn)
    {
        json.WriteStartObject();
        json.WriteString("id", "resp_" + turn.AnswerId);
        json.WriteString("object", "response.compaction");
        json.WriteNumber("created_at", turn.Created.ToUnixTimeSeconds());
        json.WriteStartArray("output");
        foreach (var said in turn.Request.Items("input").Where(item => item.Text("role") == "user"))
            said.WriteTo(json);
        json.WriteStartObject();
        json.WriteString("id", turn.Draws.Id("cmp_"));
        json.WriteString("type", "compaction");
        json.WriteString("encrypted_content", turn.Seal.Sign(turn.Answer.Text ?? ""));
        json.WriteEndObject();
        json.WriteEndArray();
        ResponseWriter.WriteUsage(json, turn.Usage);
        json.WriteEndObject();
    }
}

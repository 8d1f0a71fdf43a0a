using System.Collections.Frozen;
using System.Text.Json;
using Headgate.Simulator.Behaviours;
using Headgate.Simulator.Serving;
using Microsoft.AspNetCore.Http;

namespace Headgate.Simulator.OpenAI.Responses;

/// <summary>POST responses/input_tokens: https://platform.openai.com/docs/api-reference/responses/input-tokens (read 2026-11-23).</summary>
internal sealed class InputTokensOperation(Vendor vendor) : Operation(vendor)
{
    public override bool CanStream => false;

    public override bool IsBilled => false;

    public override FrozenSet<string> KnownFields { get; } = FrozenSet.Create(StringComparer.Ordinal,
        "conversation", "input", "instructions", "model", "parallel_tool_calls", "personality", "previous_response_id", "reasoning", "text",
        "tool_choice", "tools", "truncation");

    public override VendorError? Violation(JsonElement body, IHeaderDictionary headers, Seal seal) =>
        ResponsesChecks.ViolationOfRest(body, seal);

    public override string? Resumes(JsonElement body) => body.Text("previous_response_id");

    /// <summary>Counting produces nothing, so the answer is empty.</summary>
    public override Conversation Read(JsonElement body) => ResponsesReader.Read(body) with { Prompts = [], Tools = [] };

    public override void WriteAnswer(Utf8JsonWriter json, Turn turn)
    {
        json.WriteStartObject();
        json.WriteString("object", "response.input_tokens");
        json.WriteNumber("input_tokens", turn.Usage.WholeInput);
        json.WriteEndObject();
    }
}

using System.Collections.Frozen;
using System.Text.Json;
using Headgate.Simulator.Behaviours;
using Headgate.Simulator.Serving;
using Microsoft.AspNetCore.Http;

namespace Headgate.Simulator.Anthropic;

/// <summary>POST /v1/messages/count_tokens: https://docs.anthropic.com/en/api/messages-count-tokens (read 2026-11-22).</summary>
internal sealed class CountTokensOperation(Vendor vendor) : Operation(vendor)
{
    public override bool CanStream => false;

    public override bool IsBilled => false;

    public override FrozenSet<string> KnownFields => MessagesOperation.Fields;

    public override VendorError? Violation(JsonElement body, IHeaderDictionary headers, Seal seal) =>
        MessagesChecks.Violation(body, headers, seal);

    /// <summary>Counting produces nothing, so the answer is empty.</summary>
    public override Conversation Read(JsonElement body) => MessagesReader.Read(body) with { Prompts = [], Tools = [] };

    public override void WriteAnswer(Utf8JsonWriter json, Turn turn)
    {
        json.WriteStartObject();
        json.WriteNumber("input_tokens", turn.Usage.WholeInput);
        json.WriteEndObject();
    }
}

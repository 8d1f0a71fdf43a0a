using System.Collections.Frozen;
using System.Text.Json;
using Headgate.Simulator.Behaviours;
using Headgate.Simulator.Serving;
using Microsoft.AspNetCore.Http;

namespace Headgate.Simulator.Anthropic;

/// <summary>POST /v1/messages: https://docs.anthropic.com/en/api/messages (read 2026-11-22).</summary>
internal sealed class MessagesOperation(Vendor vendor) : Operation(vendor)
{
    /// <summary>What messages and count_tokens know.</summary>
    public static readonly FrozenSet<string> Fields = FrozenSet.Create(StringComparer.Ordinal,
        "model", "max_tokens", "messages", "system", "cache_control", "container", "context_management", "diagnostics", "inference_geo",
        "metadata", "output_config", "service_tier", "speed", "stop_sequences", "stream", "thinking", "tool_choice", "tools",
        "user_profile_id", "workspace_id", "temperature", "top_p", "top_k");

    public override FrozenSet<string> KnownFields => Fields;

    public override VendorError? Violation(JsonElement body, IHeaderDictionary headers, Seal seal) =>
        MessagesChecks.Violation(body, headers, seal) ?? MessagesChecks.Bound(body);

    public override Conversation Read(JsonElement body) => MessagesReader.Read(body);

    public override void WriteAnswer(Utf8JsonWriter json, Turn turn) => MessagesWriter.Write(json, turn);

    public override IEnumerable<StreamEvent> Stream(EventScratch scratch, Turn turn) => new MessagesStream(scratch, turn).Events();

    public override StreamEvent StreamError(EventScratch scratch, Turn turn, int eventsSent, bool beforeContent)
    {
        AnthropicVendor.WriteErrorMembers(scratch.Begin(), new VendorError(529, "The simulated overload inside the stream."));
        return scratch.End("error");
    }
}

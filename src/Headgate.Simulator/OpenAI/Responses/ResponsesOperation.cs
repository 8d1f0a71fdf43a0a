using System.Buffers;
using System.Collections.Frozen;
using System.Text.Json;
using Headgate.Simulator.Behaviours;
using Headgate.Simulator.Serving;
using Microsoft.AspNetCore.Http;

namespace Headgate.Simulator.OpenAI.Responses;

/// <summary>POST responses: https://platform.openai.com/docs/api-reference/responses (read 2026-11-22).</summary>
internal sealed class ResponsesOperation(Vendor vendor) : Operation(vendor)
{
    public override FrozenSet<string> KnownFields { get; } = FrozenSet.Create(StringComparer.Ordinal,
        "access_programs", "background", "context_management", "conversation", "image", "include", "input", "instructions",
        "max_output_tokens", "max_tool_calls", "metadata", "model", "moderation", "parallel_tool_calls", "previous_response_id", "prompt",
        "prompt_cache_key", "prompt_cache_options", "prompt_cache_retention", "reasoning", "safety_identifier", "service_tier", "store",
        "stream", "stream_options", "temperature", "text", "tool_choice", "tools", "top_logprobs", "top_p", "truncation", "user");

    public override VendorError? Violation(JsonElement body, IHeaderDictionary headers, Seal seal) =>
        ResponsesChecks.Violation(body, seal);

    public override string? Resumes(JsonElement body) => body.Text("previous_response_id");

    public override (string Id, string Json)? Stores(Turn turn)
    {
        if (turn.Request.Flag("store") == false)
            return null;
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, JsonStyle.Writer))
            WriteAnswer(json, turn);
        using var answer = JsonDocument.Parse(buffer.WrittenMemory);
        return (answer.RootElement.Text("id")!, answer.RootElement.GetRawText());
    }

    public override Conversation Read(JsonElement body) => ResponsesReader.Read(body);

    public override void WriteAnswer(Utf8JsonWriter json, Turn turn)
    {
        json.WriteStartObject();
        new ResponseWriter(turn).WriteFinished(json, OutputItem.Of(turn));
        json.WriteEndObject();
    }

    public override IEnumerable<StreamEvent> Stream(EventScratch scratch, Turn turn) => new ResponsesStream(scratch, turn).Events();

    /// <summary>Before the first content the response fails as a whole; later the stream itself breaks off with an error.</summary>
    public override StreamEvent StreamError(EventScratch scratch, Turn turn, int eventsSent, bool beforeContent) => beforeContent
        ? ResponsesStream.Failed(scratch, turn, eventsSent)
        : ResponsesStream.Error(scratch, eventsSent);
}

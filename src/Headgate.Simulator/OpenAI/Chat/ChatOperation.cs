using System.Collections.Frozen;
using System.Text.Json;
using Headgate.Simulator.Behaviours;
using Headgate.Simulator.Serving;
using Microsoft.AspNetCore.Http;

namespace Headgate.Simulator.OpenAI.Chat;

/// <summary>POST chat/completions: https://platform.openai.com/docs/api-reference/chat (read 2026-11-22).</summary>
internal sealed class ChatOperation(Vendor vendor) : Operation(vendor)
{
    public override FrozenSet<string> KnownFields { get; } = FrozenSet.Create(StringComparer.Ordinal,
        "messages", "model", "audio", "frequency_penalty", "function_call", "functions", "logit_bias", "logprobs", "top_logprobs",
        "max_completion_tokens", "max_tokens", "metadata", "modalities", "moderation", "n", "parallel_tool_calls", "prediction",
        "presence_penalty", "prompt_cache_key", "prompt_cache_options", "prompt_cache_retention", "reasoning_effort", "response_format",
        "safety_identifier", "seed", "service_tier", "stop", "store", "stream", "stream_options", "temperature", "tool_choice", "tools",
        "top_p", "user", "verbosity", "web_search_options");

    public override VendorError? Violation(JsonElement body, IHeaderDictionary headers, Seal seal) => ChatChecks.Violation(body);

    public override Conversation Read(JsonElement body) => ChatReader.Read(body);

    public override void WriteAnswer(Utf8JsonWriter json, Turn turn) => ChatWriter.Write(json, turn);

    public override IEnumerable<StreamEvent> Stream(EventScratch scratch, Turn turn) => new ChatStream(scratch, turn).Events();

    public override StreamEvent StreamError(EventScratch scratch, Turn turn, int eventsSent, bool beforeContent) =>
        OpenAIStream.Error(scratch);
}

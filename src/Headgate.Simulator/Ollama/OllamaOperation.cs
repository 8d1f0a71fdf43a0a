using System.Buffers;
using System.Collections.Frozen;
using System.Text.Json;
using Headgate.Simulator.Behaviours;
using Headgate.Simulator.OpenAI;
using Headgate.Simulator.Serving;
using Microsoft.AspNetCore.Http;

namespace Headgate.Simulator.Ollama;

/// <summary>POST api/chat: docs/api.md of Ollama's repository (read 2026-11-22).</summary>
internal sealed class OllamaOperation(Vendor vendor) : Operation(vendor)
{
    public override FrozenSet<string> KnownFields { get; } = FrozenSet.Create(StringComparer.Ordinal,
        "model", "messages", "tools", "think", "format", "options", "stream", "keep_alive", "logprobs", "top_logprobs");

    public override string StreamType => "application/x-ndjson";

    public override void Frame(StreamEvent sent, IBufferWriter<byte> output)
    {
        output.Write(sent.Data.Span);
        output.Write("\n"u8);
    }

    public override VendorError? Violation(JsonElement body, IHeaderDictionary headers, Seal seal) => OllamaChecks.Violation(body);

    public override Conversation Read(JsonElement body) => OllamaReader.Read(body);

    public override void WriteAnswer(Utf8JsonWriter json, Turn turn)
    {
        json.WriteStartObject();
        OllamaWriter.Head(json, turn);
        OllamaWriter.Message(json, turn.Answer.Text, turn.Answer.Reasoning, turn.Answer.ToolCalls);
        OllamaWriter.End(json, turn);
        json.WriteEndObject();
    }

    public override IEnumerable<StreamEvent> Stream(EventScratch scratch, Turn turn)
    {
        foreach (var token in Tokens.Split(turn.Answer.Reasoning ?? ""))
            yield return Line(scratch, turn, null, token.ToString(), [], 1);
        foreach (var token in Tokens.Split(turn.Answer.Text ?? ""))
            yield return Line(scratch, turn, token.ToString(), null, [], 1);
        foreach (var call in turn.Answer.ToolCalls)
            yield return Line(scratch, turn, null, null, [call], call.Tokens);
        var json = scratch.Begin();
        OllamaWriter.Head(json, turn);
        OllamaWriter.Message(json, "", null, []);
        OllamaWriter.End(json, turn);
        yield return scratch.End();
    }

    public override StreamEvent StreamError(EventScratch scratch, Turn turn, int eventsSent, bool beforeContent)
    {
        scratch.Begin().WriteString("error", OpenAIStream.Failure.Message);
        return scratch.End();
    }

    private static StreamEvent Line(EventScratch scratch, Turn turn, string? text, string? thought, IReadOnlyList<ToolCall> calls, int tokens)
    {
        var json = scratch.Begin();
        OllamaWriter.Head(json, turn);
        OllamaWriter.Message(json, text, thought, calls);
        json.WriteBoolean("done", false);
        return scratch.End(tokens: tokens, isContent: true);
    }
}

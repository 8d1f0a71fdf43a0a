using System.Text.Json;
using Headgate.Simulator.Behaviours;
using Headgate.Simulator.Serving;

namespace Headgate.Simulator.Anthropic;

/// <summary>Writes a message as named events: https://docs.anthropic.com/en/api/messages-streaming (read 2026-11-22).</summary>
internal sealed class MessagesStream(EventScratch scratch, Turn turn)
{
    private int _block;

    public IEnumerable<StreamEvent> Events()
    {
        yield return MessageStart();
        yield return Ping();
        foreach (var sent in Thinking().Concat(Text()).Concat(turn.Answer.ToolCalls.SelectMany(ToolUse)))
            yield return sent;
        yield return MessageDelta();
        Begin("message_stop");
        yield return scratch.End("message_stop");
    }

    private IEnumerable<StreamEvent> Thinking()
    {
        if (turn.Answer.Reasoning is not { } reasoning)
            yield break;
        // A block that is no text is content from its start: the model has begun to produce.
        yield return BlockStart("thinking", static json =>
        {
            json.WriteString("thinking", "");
            json.WriteString("signature", "");
        });
        if (MessagesWriter.OmitsThinking(turn))
        {
            yield return Delta("signature_delta", "signature", turn.Seal.Sign(reasoning).AsMemory(), turn.Answer.ReasoningTokens);
        }
        else
        {
            foreach (var token in Tokens.Split(reasoning))
                yield return Delta("thinking_delta", "thinking", token, 1);
            yield return Delta("signature_delta", "signature", turn.Seal.Sign(reasoning).AsMemory(), 0);
        }

        yield return BlockStop();
    }

    private IEnumerable<StreamEvent> Text()
    {
        if (turn.Answer.Text is not { Length: > 0 } text)
            yield break;
        yield return BlockStart("text", static json => json.WriteString("text", ""), isContent: false);
        foreach (var token in Tokens.Split(text))
            yield return Delta("text_delta", "text", token, 1);
        yield return BlockStop();
    }

    private IEnumerable<StreamEvent> ToolUse(ToolCall call)
    {
        yield return BlockStart("tool_use", json =>
        {
            json.WriteString("id", turn.Draws.Id("toolu_01"));
            json.WriteString("name", call.Name);
            json.WriteStartObject("input");
            json.WriteEndObject();
        }, tokens: call.NameTokens);
        foreach (var token in Tokens.Split(call.Arguments))
            yield return Delta("input_json_delta", "partial_json", token, 1);
        yield return BlockStop();
    }

    private StreamEvent MessageStart()
    {
        var json = Begin("message_start");
        json.WriteStartObject("message");
        MessagesWriter.WriteHead(json, turn);
        json.WriteStartArray("content");
        json.WriteEndArray();
        json.WriteNull("stop_reason");
        json.WriteNull("stop_sequence");
        MessagesWriter.WriteNothings(json);
        // The vendor counts the first token here; the last event has the true sum.
        MessagesUsage.Write(json, turn.Usage, Math.Min(1, turn.Usage.Output));
        json.WriteEndObject();
        return scratch.End("message_start");
    }

    private StreamEvent Ping()
    {
        Begin("ping");
        return scratch.End("ping");
    }

    private StreamEvent BlockStart(string type, Action<Utf8JsonWriter> members, int tokens = 0, bool isContent = true)
    {
        var json = Begin("content_block_start");
        json.WriteNumber("index", _block);
        json.WriteStartObject("content_block");
        json.WriteString("type", type);
        members(json);
        json.WriteEndObject();
        return scratch.End("content_block_start", tokens, isContent);
    }

    private StreamEvent Delta(string type, string member, ReadOnlyMemory<char> value, int tokens)
    {
        var json = Begin("content_block_delta");
        json.WriteNumber("index", _block);
        json.WriteStartObject("delta");
        json.WriteString("type", type);
        json.WriteString(member, value.Span);
        json.WriteEndObject();
        return scratch.End("content_block_delta", tokens, isContent: true);
    }

    private StreamEvent BlockStop()
    {
        var json = Begin("content_block_stop");
        json.WriteNumber("index", _block++);
        return scratch.End("content_block_stop");
    }

    private StreamEvent MessageDelta()
    {
        var json = Begin("message_delta");
        json.WriteStartObject("delta");
        json.WriteString("stop_reason", MessagesWriter.StopReasonOf(turn.Answer));
        json.WriteString("stop_sequence", turn.Answer.StopSequence);
        MessagesWriter.WriteNothings(json);
        json.WriteEndObject();
        MessagesUsage.WriteFinal(json, turn.Usage);
        return scratch.End("message_delta");
    }

    private Utf8JsonWriter Begin(string type)
    {
        var json = scratch.Begin();
        json.WriteString("type", type);
        return json;
    }
}

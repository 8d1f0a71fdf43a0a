using System.Text.Json;
using Headgate.Simulator.Behaviours;
using Headgate.Simulator.Serving;

namespace Headgate.Simulator.Bedrock;

/// <summary>Writes an answer as the events of ConverseStream:
/// https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html (read 2026-11-22). Text and reasoning begin
/// without an event of their own, and usage comes after the end.</summary>
internal sealed class ConverseStream(EventScratch scratch, Turn turn)
{
    private int _block;

    public IEnumerable<StreamEvent> Events()
    {
        scratch.Begin().WriteString("role", "assistant");
        yield return scratch.End("messageStart");
        foreach (var sent in Reasoning().Concat(Text()).Concat(turn.Answer.ToolCalls.SelectMany(ToolUse)))
            yield return sent;
        scratch.Begin().WriteString("stopReason", ConverseWriter.StopReasonOf(turn.Answer));
        yield return scratch.End("messageStop");
        ConverseWriter.WriteMeters(scratch.Begin(), turn.Usage);
        yield return scratch.End("metadata");
    }

    private IEnumerable<StreamEvent> Reasoning()
    {
        if (turn.Answer.Reasoning is not { } reasoning)
            yield break;
        foreach (var token in Tokens.Split(reasoning))
            yield return Delta(1, json => WriteWrapped(json, "reasoningContent", "text", token));
        yield return Delta(0, json => WriteWrapped(json, "reasoningContent", "signature", turn.Seal.Sign(reasoning).AsMemory()));
        yield return Stop();
    }

    private IEnumerable<StreamEvent> Text()
    {
        if (turn.Answer.Text is not { Length: > 0 } text)
            yield break;
        foreach (var token in Tokens.Split(text))
            yield return Delta(1, json => json.WriteString("text", token.Span));
        yield return Stop();
    }

    private IEnumerable<StreamEvent> ToolUse(ToolCall call)
    {
        var json = scratch.Begin();
        json.WriteNumber("contentBlockIndex", _block);
        json.WriteStartObject("start");
        json.WriteStartObject("toolUse");
        json.WriteString("toolUseId", turn.Draws.Id("tooluse_"));
        json.WriteString("name", call.Name);
        json.WriteEndObject();
        json.WriteEndObject();
        yield return scratch.End("contentBlockStart", call.NameTokens, isContent: true);
        foreach (var token in Tokens.Split(call.Arguments))
            yield return Delta(1, delta => WriteWrapped(delta, "toolUse", "input", token));
        yield return Stop();
    }

    private StreamEvent Delta(int tokens, Action<Utf8JsonWriter> write)
    {
        var json = scratch.Begin();
        json.WriteNumber("contentBlockIndex", _block);
        json.WriteStartObject("delta");
        write(json);
        json.WriteEndObject();
        json.WriteString("p", "abcdefgh");
        return scratch.End("contentBlockDelta", tokens, isContent: true);
    }

    private StreamEvent Stop()
    {
        scratch.Begin().WriteNumber("contentBlockIndex", _block++);
        return scratch.End("contentBlockStop");
    }

    private static void WriteWrapped(Utf8JsonWriter json, string kind, string member, ReadOnlyMemory<char> value)
    {
        json.WriteStartObject(kind);
        json.WriteString(member, value.Span);
        json.WriteEndObject();
    }
}

using System.Text;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.OllamaChat;

/// <summary>Reads a streamed answer line by line. Calls come whole.</summary>
internal sealed class OllamaStreamDecoder(SentRequest sent) : IStreamDecoder
{
    private readonly HashSet<string> _lost = new(StringComparer.Ordinal);
    private string? _id;
    private int _calls;
    private bool _isEnded;

    /// <inheritdoc />
    public void Read(in SseEvent streamEvent, List<ChatEvent> events)
    {
        if (streamEvent.Data.IsEmpty || _isEnded)
        {
            return;
        }

        OllamaLine line = OllamaLine.Read(streamEvent.Data.ToArray(), sent);
        if (_id is null)
        {
            _id = OllamaAnswer.IdOf(line);
            events.Add(new ChatEvent.Started(_id, line.Model) { Protocol = WireProtocol.OllamaChat, Created = line.Created });
        }

        if (line.Thinking.Length > 0)
        {
            events.Add(new ChatEvent.ReasoningDelta(0, line.Thinking));
        }

        if (line.Content.Length > 0)
        {
            events.Add(new ChatEvent.TextDelta(0, line.Content));
        }

        foreach (ToolCallPart call in line.Calls)
        {
            events.Add(new ChatEvent.ToolCallStarted(0, _calls, OllamaAnswer.CallIdOf(call.Id, _id, _calls), call.Name));
            events.Add(new ChatEvent.ArgumentsDelta(0, _calls++, Encoding.UTF8.GetString(call.Arguments.Span)));
        }

        foreach (Extra extra in line.Extras)
        {
            Lose(extra.Place.ToString(), "a streamed answer has no place for it", events);
        }

        if (line.IsDone)
        {
            End(line, events);
        }
    }

    private void End(OllamaLine line, List<ChatEvent> events)
    {
        _isEnded = true;
        FinishReason? finish = OllamaAnswer.FinishOf(line.DoneReason, _calls > 0);
        if (finish is null)
        {
            Lose("$.done_reason", "nobody knows this word: the answer reads as ended", events);
        }

        events.Add(new ChatEvent.Finished(0, finish ?? FinishReason.Stop, null));
        if (line.Usage is { } usage)
        {
            events.Add(new ChatEvent.UsageReported(usage));
        }

        events.Add(new ChatEvent.Ended());
    }

    private void Lose(string path, string reason, List<ChatEvent> events)
    {
        if (_lost.Add(path))
        {
            events.Add(new ChatEvent.Lost(new Loss(path, reason)));
        }
    }
}

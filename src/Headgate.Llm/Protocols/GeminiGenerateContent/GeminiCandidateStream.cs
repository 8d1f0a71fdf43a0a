using System.Collections.Immutable;
using System.Text;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;

namespace Headgate.Llm.Protocols.GeminiGenerateContent;

/// <summary>One candidate of a streamed answer, chunk by chunk. Calls come whole, text and thoughts in pieces.</summary>
/// <param name="index">The candidate's number.</param>
/// <param name="answerId">The vendor's id of the answer; null when it gave none.</param>
internal sealed class GeminiCandidateStream(int index, string? answerId)
{
    private int _calls;
    private bool _isThinking;
    private bool _isFinished;

    /// <summary>Adds what a chunk says.</summary>
    /// <param name="candidate">The candidate in this chunk.</param>
    /// <param name="lose">Names members that the hub has no place for.</param>
    /// <param name="events">Where it is told.</param>
    public void Read(GeminiCandidate candidate, Action<ImmutableArray<Extra>> lose, List<ChatEvent> events)
    {
        foreach (ContentPart part in candidate.PartsWithIds(answerId, _calls))
        {
            lose(part.Extras);
            Read(part, events);
        }

        if (candidate.HasEnded)
        {
            Finish(GeminiCandidate.Settle(candidate.Finish, _calls > 0), events);
        }
    }

    /// <summary>Ends it, unless it has ended before.</summary>
    public void Finish(FinishReason reason, List<ChatEvent> events)
    {
        if (!_isFinished)
        {
            _isFinished = true;
            events.Add(new ChatEvent.Finished(index, reason, StopSequence: null));
        }
    }

    private void Read(ContentPart part, List<ChatEvent> events)
    {
        switch (part)
        {
            case ReasoningPart { Text: "" } signature:
                Sign(signature, events);
                break;
            case ReasoningPart thought:
                Think(thought, events);
                break;
            case TextPart { Text: { Length: > 0 } text }:
                _isThinking = false;
                events.Add(new ChatEvent.TextDelta(index, text));
                break;
            case ToolCallPart call:
                Call(call, events);
                break;
            case not TextPart:
                events.Add(new ChatEvent.Lost(new Loss(part.Place.ToString(), "a streamed answer has no place for it")));
                break;
        }
    }

    private void Think(ReasoningPart thought, List<ChatEvent> events)
    {
        _isThinking = true;
        events.Add(new ChatEvent.ReasoningDelta(index, thought.Text!));
        if (thought.Signature is { } signature)
        {
            events.Add(new ChatEvent.ReasoningSigned(index, signature, WireProtocol.GeminiGenerateContent) { Place = thought.SignaturePlace });
            End(events);
        }
    }

    // What signs a part signs the thoughts before it; without any it is thinking of its own.
    private void Sign(ReasoningPart signed, List<ChatEvent> events)
    {
        if (signed.Signature is { } signature)
        {
            if (!_isThinking)
            {
                events.Add(new ChatEvent.ReasoningDelta(index, ""));
            }

            events.Add(new ChatEvent.ReasoningSigned(index, signature, WireProtocol.GeminiGenerateContent) { Place = signed.SignaturePlace });
            End(events);
        }
    }

    private void Call(ToolCallPart call, List<ChatEvent> events)
    {
        _isThinking = false;
        events.Add(new ChatEvent.ToolCallStarted(index, _calls, call.Id, call.Name));
        events.Add(new ChatEvent.ArgumentsDelta(index, _calls, Encoding.UTF8.GetString(call.Arguments.Span)));
        events.Add(new ChatEvent.PartEnded(index));
        _calls++;
    }

    private void End(List<ChatEvent> events)
    {
        _isThinking = false;
        events.Add(new ChatEvent.PartEnded(index));
    }
}

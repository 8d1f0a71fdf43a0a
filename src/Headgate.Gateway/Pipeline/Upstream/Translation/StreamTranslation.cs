using System.Buffers;
using Headgate.Llm.Chat;
using Headgate.Llm.Freeform;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline.Upstream.Translation;

/// <summary>
/// A vendor's stream in the client's protocol, event by event. Whether an event is content, an error or the end is for the vendor's own
/// <see cref="StreamReading"/> to judge; here it is only said in other words.
/// </summary>
internal sealed class StreamTranslation(
    IStreamDecoder vendor, IStreamEncoder client, ReasoningCollector reasoning, FreeformRaising freeform, Action<IReadOnlyList<AnswerItem>>? keep,
    string answerId, TimeProvider time)
{
    private List<ChatEvent> _events = [];
    private List<ChatEvent> _joined = [];
    private readonly List<ChatEvent> _told = [];
    private readonly List<ChatEvent> _raised = [];

    /// <summary>What the client was told, where another vendor may have to go on with it; null where none may.</summary>
    public AnswerSoFar? SoFar { get; init; }

    /// <summary>Where the vendor goes on with what another has told; null where it begins.</summary>
    public AnswerSeam? Seam { get; init; }

    /// <summary>Who writes what the client is told.</summary>
    public IStreamEncoder Client => client;

    /// <summary>True once the answer's end has been written: nothing comes behind it.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>The number of the client's next event, in protocols that number them.</summary>
    public long NextSequenceNumber => client.NextSequenceNumber;

    /// <summary>Writes what an event says. False when it is not what the vendor's protocol allows.</summary>
    public bool TryWrite(in SseEvent streamEvent, IBufferWriter<byte> output)
    {
        if (HasEnded || streamEvent.Data.IsEmpty)
        {
            return true; // nothing comes behind the end; and a comment says nothing
        }

        _events.Clear();
        try
        {
            vendor.Read(streamEvent, _events);
        }
        catch (UnreadableException)
        {
            return false;
        }

        if (Seam is not null && !TryJoin(Seam))
        {
            return false;
        }

        foreach (ChatEvent chatEvent in _events)
        {
            Write(chatEvent, output);
        }

        return true;
    }

    /// <summary>
    /// The vendor's answer was whole and its stream is over: writes the end, where no event of the vendor has said it. Some leave out the
    /// last mark of their protocol.
    /// </summary>
    public void End(IBufferWriter<byte> output) => Write(new ChatEvent.Ended(), output);

    // All of it, before any is written.
    private bool TryJoin(AnswerSeam seam)
    {
        _joined.Clear();
        foreach (ChatEvent chatEvent in _events)
        {
            if (!seam.TryJoin(chatEvent, _joined))
            {
                return false;
            }
        }

        (_events, _joined) = (_joined, _events);
        return true;
    }

    private void Write(ChatEvent chatEvent, IBufferWriter<byte> output)
    {
        if (HasEnded)
        {
            return;
        }

        HasEnded = chatEvent is ChatEvent.Ended;
        _told.Clear();
        _raised.Clear();
        reasoning.Read(chatEvent, _told);
        foreach (ChatEvent told in _told)
        {
            freeform.Raise(told, _raised);
        }

        foreach (ChatEvent raised in _raised)
        {
            client.Write(raised is ChatEvent.Started started ? Named(started) : raised, output);
            SoFar?.Tell(raised);
        }

        if (HasEnded)
        {
            keep?.Invoke(client.Items);
        }
    }

    private ChatEvent.Started Named(ChatEvent.Started started) =>
        started with { Id = string.IsNullOrEmpty(started.Id) ? answerId : started.Id, Created = started.Created ?? time.GetUtcNow() };
}

using Headgate.Llm.Chat;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols;

/// <summary>Reads one stream's events as they pass, without changing them: tells what each means and keeps the running usage.</summary>
public abstract class StreamReading
{
    /// <summary>The meters seen so far; null when the vendor said nothing yet.</summary>
    public Usage? Usage { get; protected set; }

    /// <summary>What the model has said so far: an estimate of <see cref="Usage"/> for the case that the vendor never tells.</summary>
    public ProducedText Produced { get; } = new();

    /// <summary>The class of service in which the vendor says that it serves the call, the last one it said; null when it does not say.</summary>
    public string? ServiceTier { get; protected set; }

    /// <summary>
    /// True once the protocol's own mark of a complete answer has passed (finish_reason and end, message_stop, response.completed…).
    /// </summary>
    public bool IsComplete { get; protected set; }

    /// <summary>The vendor's error, when an error event has passed.</summary>
    public VendorError? Error { get; protected set; }

    /// <summary>The vendor's own id of the answer, once seen.</summary>
    public string? ResponseId { get; protected set; }

    /// <summary>Ids of the parts that a whole answer consists of, by which a later request may name them (Responses); null when there are none.</summary>
    public IReadOnlyList<string>? ItemIds { get; protected set; }

    /// <summary>
    /// The number of the next event, in protocols that number them (Responses). Where the client is told the stream in another protocol, whoever
    /// translates it sets here how far the client's own events are numbered.
    /// </summary>
    public long NextSequenceNumber { get; set; }

    /// <summary>Says what an event is. The spans of the event are not kept.</summary>
    public abstract StreamEventKind Read(in SseEvent streamEvent);
}

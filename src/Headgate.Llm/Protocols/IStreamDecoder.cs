using Headgate.Llm.Chat;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols;

/// <summary>
/// Reads one streamed answer into the hub. Does no I/O and is not shared. Each event given has been read by the protocol's
/// <see cref="StreamReading"/> before: errors and garbled events never come here.
/// </summary>
public interface IStreamDecoder
{
    /// <summary>Adds what a whole event means. The spans of the event are not kept.</summary>
    /// <exception cref="UnreadableException">It is not what the protocol says.</exception>
    void Read(in SseEvent streamEvent, List<ChatEvent> events);
}

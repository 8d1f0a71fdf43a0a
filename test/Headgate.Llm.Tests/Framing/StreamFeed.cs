using System.Text;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Tests.Framing;

/// <summary>Feeds a stream to a buffer in pieces and keeps what comes out.</summary>
internal static class StreamFeed
{
    internal sealed record Event(string Raw, string Name, string Data);

    internal sealed record Result(List<Event> Events, string Rest, bool Overflowed)
    {
        public string AllBytes => string.Concat(Events.Select(e => e.Raw)) + Rest;

        /// <summary>What a client makes of the stream: blank lines and comments mean nothing.</summary>
        public IEnumerable<(string Name, string Data)> Meaning => Events.Where(e => e.Data.Length > 0).Select(e => (e.Name, e.Data));
    }

    internal delegate void OnEvent(in SseEvent streamEvent);

    // Latin-1 keeps every byte apart, so that equal strings are equal bytes.
    public static Result Run(ReadOnlySpan<byte> stream, Func<int, int> pieceAt, int maxEventBytes = 1 << 20, OnEvent? onEvent = null)
    {
        using SseBuffer buffer = new(maxEventBytes);
        return Run(buffer, stream, pieceAt, onEvent);
    }

    /// <summary>The same with framing that is not that of server-sent events; what is left over is told only by <see cref="SseBuffer"/>.</summary>
    public static Result Run(IEventBuffer buffer, ReadOnlySpan<byte> stream, Func<int, int> pieceAt, OnEvent? onEvent = null)
    {
        List<Event> events = [];
        int at = 0;
        while (at < stream.Length && !buffer.Overflowed)
        {
            Memory<byte> room = buffer.GetMemory();
            int count = Math.Min(Math.Min(room.Length, stream.Length - at), Math.Max(1, pieceAt(at)));
            stream.Slice(at, count).CopyTo(room.Span);
            buffer.Advance(count);
            at += count;
            while (buffer.TryRead(out SseEvent read))
            {
                events.Add(Keep(read));
                onEvent?.Invoke(read);
            }
        }

        string rest = buffer is SseBuffer lines ? Encoding.Latin1.GetString(lines.Rest) : "";
        if (buffer.TryReadRest(out SseEvent last))
        {
            rest = "";
            events.Add(Keep(last));
            onEvent?.Invoke(last);
        }

        return new Result(events, rest, buffer.Overflowed);
    }

    public static Result Whole(ReadOnlySpan<byte> stream, OnEvent? onEvent = null) => Run(stream, _ => int.MaxValue, onEvent: onEvent);

    private static Event Keep(in SseEvent read) =>
        new(Encoding.Latin1.GetString(read.Raw), Encoding.Latin1.GetString(read.Name), Encoding.Latin1.GetString(read.Data));
}

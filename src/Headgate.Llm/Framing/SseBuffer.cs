namespace Headgate.Llm.Framing;

/// <summary>
/// Collects a stream's bytes, however they are split, and gives them out as whole server-sent events. Takes LF, CRLF and CR, comments,
/// several data lines and a byte order mark. Pooled memory, one owner, no I/O.
/// </summary>
/// <remarks>
/// The events' <see cref="SseEvent.Raw"/>, one after the other, are the stream, byte for byte. Blank lines between events come as events
/// without data. The format: https://html.spec.whatwg.org/multipage/server-sent-events.html, read 2026-11-22.
/// </remarks>
public sealed class SseBuffer(int maxEventBytes) : IEventBuffer
{
    private readonly HeldBytes _held = new();
    private SseLines _lines;
    private SseFields _fields;
    private bool _isPastMark;

    /// <summary>The most bytes one event may have.</summary>
    public int MaxEventBytes { get; } = maxEventBytes;

    /// <summary>True when an event passed <see cref="MaxEventBytes"/>: the stream cannot be read on.</summary>
    public bool Overflowed { get; private set; }

    /// <summary>True when bytes of an unfinished event are held.</summary>
    public bool HasRest => !_held.IsEmpty;

    /// <summary>The bytes of the unfinished event.</summary>
    internal ReadOnlySpan<byte> Rest => _held.Span;

    /// <summary>Room for the next bytes; never empty. Events read before are invalid from here on.</summary>
    public Memory<byte> GetMemory() => _held.GetMemory();

    /// <summary>Says how many bytes were put into the room.</summary>
    public void Advance(int count) => _held.Advance(count);

    /// <summary>Reads the next whole event; false when there is none yet.</summary>
    public bool TryRead(out SseEvent streamEvent)
    {
        streamEvent = default;
        if (Overflowed || !PassMark())
        {
            return false;
        }

        ReadOnlySpan<byte> held = Rest;
        while (_lines.TryTake(held, out ReadOnlySpan<byte> line, out int lineStart))
        {
            if (line.IsEmpty)
            {
                return TryTakeEvent(_lines.Taken, out streamEvent);
            }

            _fields.Add(held, line, lineStart);
        }

        Overflowed = held.Length > MaxEventBytes;
        return false;
    }

    /// <summary>At the end of the stream: reads the event that no blank line ended, if one with data is held.</summary>
    public bool TryReadRest(out SseEvent streamEvent)
    {
        streamEvent = default;
        if (Overflowed || !HasRest)
        {
            return false;
        }

        ReadOnlySpan<byte> held = Rest;
        ReadOnlySpan<byte> line = _lines.TakeUnended(held, out int lineStart);
        _fields.Add(held, line, lineStart);
        return _fields.HasData && TryTakeEvent(held.Length, out streamEvent);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _held.Dispose();
        _fields.Dispose();
    }

    private bool TryTakeEvent(int length, out SseEvent streamEvent)
    {
        ReadOnlySpan<byte> raw = Rest[..length];
        Overflowed = length > MaxEventBytes;
        streamEvent = Overflowed ? default : new SseEvent { Raw = raw, Name = _fields.Name(raw), Data = _fields.Data(raw) };
        _held.Take(length);
        _lines = default;
        _fields.Clear();
        return !Overflowed;
    }

    // A byte order mark may open the stream: it belongs to the first event's bytes and to none of its lines.
    private bool PassMark()
    {
        if (_isPastMark || !HasRest)
        {
            return _isPastMark;
        }

        ReadOnlySpan<byte> mark = "\uFEFF"u8;
        ReadOnlySpan<byte> held = Rest;
        if (held.Length < mark.Length && mark.StartsWith(held))
        {
            return false;
        }

        _lines = held.StartsWith(mark) ? SseLines.From(mark.Length) : default;
        return _isPastMark = true;
    }
}

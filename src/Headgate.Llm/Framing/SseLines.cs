namespace Headgate.Llm.Framing;

/// <summary>
/// How far the lines of the event at hand have been read, so that no byte is searched twice. Offsets from the event's start.
/// </summary>
internal struct SseLines
{
    private int _lineStart;
    private int _searched;
    private LineEnd _lastEnd;

    /// <summary>Bytes of the event whose lines are taken.</summary>
    public readonly int Taken => _lineStart;

    /// <summary>Lines that begin after some bytes that are none.</summary>
    public static SseLines From(int offset) => new() { _lineStart = offset, _searched = offset };

    /// <summary>Takes the next line that has ended; the line comes without its end.</summary>
    public bool TryTake(ReadOnlySpan<byte> held, out ReadOnlySpan<byte> line, out int start)
    {
        start = _lineStart;
        line = default;
        int at = held[_searched..].IndexOfAny((byte)'\n', (byte)'\r');
        if (at < 0)
        {
            _searched = held.Length;
            return false;
        }

        at += _searched;
        _searched = at;
        LineEnd end = EndAt(held, at);
        if (end == LineEnd.Unknown)
        {
            return false;
        }

        line = held[start..at];
        _lineStart = _searched = at + (end == LineEnd.CrLf ? 2 : 1);
        _lastEnd = end;
        return true;
    }

    /// <summary>At the end of the stream: what is left of the event as its last line.</summary>
    public readonly ReadOnlySpan<byte> TakeUnended(ReadOnlySpan<byte> held, out int start)
    {
        start = _lineStart;
        return held[start..].TrimEnd((byte)'\r');
    }

    // A CR at the end of what is held may be half a CRLF. Waiting for the next byte keeps an event's bytes the same however they were
    // split; only where the line before ended with a bare CR is a blank line's CR taken at once, or such a stream would lag by an event.
    private readonly LineEnd EndAt(ReadOnlySpan<byte> held, int at)
    {
        if (held[at] == (byte)'\n')
        {
            return LineEnd.Lf;
        }

        if (at + 1 < held.Length)
        {
            return held[at + 1] == (byte)'\n' ? LineEnd.CrLf : LineEnd.Cr;
        }

        return at == _lineStart && _lastEnd == LineEnd.Cr ? LineEnd.Cr : LineEnd.Unknown;
    }

    private enum LineEnd
    {
        Unknown,
        Lf,
        CrLf,
        Cr,
    }
}

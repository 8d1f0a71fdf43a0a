using System.Buffers;

namespace Headgate.Llm.Framing;

/// <summary>
/// Collects a stream's bytes and gives them out line by line: the framing of newline-delimited JSON, https://github.com/ndjson/ndjson-spec.
/// An empty line comes as an event without data. Pooled memory, one owner, no I/O.
/// </summary>
/// <param name="maxEventBytes">The most bytes that one line may have.</param>
public sealed class LineBuffer(int maxEventBytes) : IEventBuffer
{
    private const int FirstBufferBytes = 8 * 1024;

    private byte[] _buffer = [];
    private int _start;
    private int _searched;
    private int _end;

    /// <inheritdoc />
    public bool Overflowed { get; private set; }

    private ReadOnlySpan<byte> Held => _buffer.AsSpan(_start, _end - _start);

    /// <inheritdoc />
    public Memory<byte> GetMemory()
    {
        if (_buffer.Length - _end < Math.Max(_buffer.Length, FirstBufferBytes) / 4)
        {
            MakeRoom();
        }

        return _buffer.AsMemory(_end);
    }

    /// <inheritdoc />
    public void Advance(int count) => _end += count;

    /// <inheritdoc />
    public bool TryRead(out SseEvent streamEvent)
    {
        streamEvent = default;
        int found = Overflowed ? -1 : Held[_searched..].IndexOf((byte)'\n');
        if (found < 0)
        {
            _searched = _end - _start;
            Overflowed |= _searched > maxEventBytes;
            return false;
        }

        return TryTake(_searched + found + 1, out streamEvent);
    }

    /// <inheritdoc />
    public bool TryReadRest(out SseEvent streamEvent)
    {
        streamEvent = default;
        return !Overflowed && !Held.Trim(" \t\r\n"u8).IsEmpty && TryTake(_end - _start, out streamEvent);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Release(_buffer);
        _buffer = [];
        _start = _searched = _end = 0;
    }

    private bool TryTake(int length, out SseEvent streamEvent)
    {
        ReadOnlySpan<byte> line = Held[..length];
        Overflowed = length > maxEventBytes;
        streamEvent = Overflowed ? default : new SseEvent { Raw = line, Name = default, Data = line.Trim(" \t\r\n"u8) };
        _start += length;
        _searched = 0;
        return !Overflowed;
    }

    private void MakeRoom()
    {
        int held = _end - _start;
        byte[] target = held > _buffer.Length / 2 || _buffer.Length == 0
            ? ArrayPool<byte>.Shared.Rent(Math.Max(2 * _buffer.Length, FirstBufferBytes))
            : _buffer;
        Held.CopyTo(target);
        if (target != _buffer)
        {
            Release(_buffer);
            _buffer = target;
        }

        _start = 0;
        _end = held;
    }

    private static void Release(byte[] buffer)
    {
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}

using System.Buffers;

namespace Headgate.Llm.Framing;

/// <summary>A stream's bytes that have come and were not taken yet. Pooled memory, one owner, no I/O.</summary>
internal sealed class HeldBytes : IDisposable
{
    private const int FirstBufferBytes = 8 * 1024;

    private byte[] _buffer = [];
    private int _start;
    private int _end;

    /// <summary>True when none are held.</summary>
    public bool IsEmpty => _end == _start;

    /// <summary>Those held. Valid until there is made room for more.</summary>
    public ReadOnlySpan<byte> Span => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Room for the next bytes; never empty.</summary>
    public Memory<byte> GetMemory()
    {
        if (_start == _end)
        {
            _start = _end = 0;
        }

        if (_buffer.Length - _end < Math.Max(_buffer.Length, FirstBufferBytes) / 4)
        {
            MakeRoom();
        }

        return _buffer.AsMemory(_end);
    }

    /// <summary>Says how many bytes were put into the room.</summary>
    public void Advance(int count) => _end += count;

    /// <summary>Takes the first so many; their memory stays as it is until there is made room for more.</summary>
    public void Take(int count) => _start += count;

    /// <inheritdoc />
    public void Dispose()
    {
        Release(_buffer);
        _buffer = [];
        _start = _end = 0;
    }

    private void MakeRoom()
    {
        int held = _end - _start;
        byte[] target = held > _buffer.Length / 2 || _buffer.Length == 0
            ? ArrayPool<byte>.Shared.Rent(Math.Max(2 * _buffer.Length, FirstBufferBytes))
            : _buffer;
        _buffer.AsSpan(_start, held).CopyTo(target);
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

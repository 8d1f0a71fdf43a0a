using System.Buffers;

namespace Headgate.Gateway.Pipeline.Exchange;

/// <summary>
/// A request body in pooled memory. Counted: the request holds it once and each sending once more, because a handler may go on
/// sending for a moment after its call was cancelled, and the memory must not serve another request before that has ended.
/// </summary>
internal sealed class BodyBuffer(BodyMemory memory) : IBufferWriter<byte>
{
    private const int FirstSize = 4096;

    private byte[] _bytes = [];
    private int _holders = 1;

    /// <summary>Bytes written.</summary>
    public int Length { get; private set; }

    /// <summary>The bytes written.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    /// <summary>Appends a piece; false when the memory for all bodies is used up. A new array gets room for <paramref name="expected"/> bytes.</summary>
    public bool TryAppend(in ReadOnlySequence<byte> piece, int expected)
    {
        int needed = Length + (int)piece.Length;
        if (needed > _bytes.Length && !TryGrow(Math.Max(needed, expected)))
        {
            return false;
        }

        piece.CopyTo(_bytes.AsSpan(Length));
        Length = needed;
        return true;
    }

    /// <summary>A new buffer whose memory is counted with this one's.</summary>
    public BodyBuffer Beside() => new(memory);

    /// <inheritdoc />
    public void Advance(int count) => Length += count;

    /// <inheritdoc />
    /// <remarks>
    /// What is written, unlike what is appended, is counted and never refused: its request has been let in, and those that come later wait.
    /// </remarks>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        int needed = Length + Math.Max(1, sizeHint);
        if (needed > _bytes.Length)
        {
            int wanted = Wanted(Math.Max(needed, FirstSize));
            memory.Take(wanted);
            MoveTo(wanted);
        }

        return _bytes.AsMemory(Length);
    }

    /// <inheritdoc />
    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>Holds the memory for a sending; false when the request has let go of it already.</summary>
    public bool TryHold()
    {
        int holders = Volatile.Read(ref _holders);
        while (holders > 0)
        {
            int seen = Interlocked.CompareExchange(ref _holders, holders + 1, holders);
            if (seen == holders)
            {
                return true;
            }

            holders = seen;
        }

        return false;
    }

    /// <summary>Lets go; the last holder gives the memory back.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
        {
            Return(_bytes);
            _bytes = [];
        }
    }

    private bool TryGrow(int needed)
    {
        // Taken before it is rented: many bodies refused at once must not have their arrays for a moment all the same.
        int wanted = Wanted(needed);
        if (!memory.TryTake(wanted))
        {
            return false;
        }

        MoveTo(wanted);
        return true;
    }

    private int Wanted(int needed) => (int)Math.Max(needed, Math.Min(_bytes.Length * 2L, Array.MaxLength));

    /// <summary>Moves to an array of at least so many bytes, which have been taken.</summary>
    private void MoveTo(int taken)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(taken);
        memory.Take(larger.Length - taken); // the pool rounds up
        _bytes.AsSpan(0, Length).CopyTo(larger);
        Return(_bytes);
        _bytes = larger;
    }

    private void Return(byte[] bytes)
    {
        if (bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(bytes);
            memory.Give(bytes.Length);
        }
    }
}

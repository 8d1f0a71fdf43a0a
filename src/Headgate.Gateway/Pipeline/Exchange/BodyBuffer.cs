using System.Buffers;

namespace Headgate.Gateway.Pipeline.Exchange;

/// <summary>
/// A request body in pooled memory. Counted: the request holds it once and each sending once more, because a handler may go on
/// sending for a moment after its call was cancelled, and the memory must not serve another request before that has ended.
/// </summary>
internal sealed class BodyBuffer(BodyMemory memory)
{
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
        int wanted = (int)Math.Max(needed, Math.Min(_bytes.Length * 2L, Array.MaxLength));
        if (!memory.TryTake(wanted))
        {
            return false;
        }

        byte[] larger = ArrayPool<byte>.Shared.Rent(wanted);
        memory.Give(wanted - larger.Length); // the pool rounds up
        _bytes.AsSpan(0, Length).CopyTo(larger);
        Return(_bytes);
        _bytes = larger;
        return true;
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

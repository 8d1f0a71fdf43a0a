namespace Headgate.Llm.Framing;

/// <summary>Puts a body together from slices of the original, in order, and what goes between them.</summary>
internal struct Splice(ReadOnlyMemory<byte> original)
{
    private readonly List<ReadOnlyMemory<byte>> _pieces = new(6);
    private long _length;
    private int _taken;

    /// <summary>Takes the original up to here.</summary>
    public void CopyTo(int end)
    {
        Add(original[_taken..end]);
        _taken = end;
    }

    /// <summary>Leaves out a range.</summary>
    public void Drop(int start, int end)
    {
        if (end > start)
        {
            CopyTo(start);
            _taken = end;
        }
    }

    /// <summary>Puts new pieces where a member's value was.</summary>
    public void Replace(in JsonMember member, ReadOnlySpan<ReadOnlyMemory<byte>> value)
    {
        Drop(member.ValueStart, member.ValueEnd);
        foreach (ReadOnlyMemory<byte> piece in value)
        {
            Add(piece);
        }
    }

    /// <summary>Adds new bytes.</summary>
    public void Add(ReadOnlyMemory<byte> piece)
    {
        if (!piece.IsEmpty)
        {
            _pieces.Add(piece);
            _length += piece.Length;
        }
    }

    /// <summary>Takes the rest of the original.</summary>
    public SplicedBody End()
    {
        Add(original[_taken..]);
        return new SplicedBody([.. _pieces], _length);
    }
}

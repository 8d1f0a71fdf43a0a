namespace Headgate.Llm.Framing;

/// <summary>A body in pieces, in order: slices of the client's bytes and the edits between them.</summary>
/// <param name="Pieces">The pieces; none is empty.</param>
/// <param name="Length">Their lengths' sum, bytes.</param>
public readonly record struct SplicedBody(ReadOnlyMemory<byte>[] Pieces, long Length)
{
    /// <summary>The body in one piece, copied.</summary>
    public byte[] ToArray()
    {
        byte[] whole = new byte[Length];
        int at = 0;
        foreach (ReadOnlyMemory<byte> piece in Pieces)
        {
            piece.CopyTo(whole.AsMemory(at));
            at += piece.Length;
        }

        return whole;
    }
}

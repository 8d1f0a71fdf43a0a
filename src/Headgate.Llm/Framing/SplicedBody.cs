namespace Headgate.Llm.Framing;

/// <summary>A body in pieces, in order: slices of the client's bytes and the edits between them.</summary>
/// <param name="Pieces">The pieces; none is empty.</param>
/// <param name="Length">Their lengths' sum, bytes.</param>
public readonly record struct SplicedBody(ReadOnlyMemory<byte>[] Pieces, long Length);

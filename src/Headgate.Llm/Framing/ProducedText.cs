namespace Headgate.Llm.Framing;

/// <summary>
/// What a model has said in one stream, for the case that its vendor never tells what was used: all of it is counted, and the beginning is kept
/// to see how many bytes of it make a token. One array per stream.
/// </summary>
public sealed class ProducedText
{
    private const int SampleBytes = 2048;

    private byte[]? _sample;
    private int _kept;

    /// <summary>Bytes of text, thinking and arguments so far, as they stand in JSON. A token has at least one.</summary>
    public long Bytes { get; private set; }

    /// <summary>Its beginning, as it stands in JSON.</summary>
    public ReadOnlySpan<byte> Sample => _sample.AsSpan(0, _kept);

    /// <summary>Adds a piece.</summary>
    public void Add(ReadOnlySpan<byte> text)
    {
        Bytes += text.Length;
        int room = SampleBytes - _kept;
        if (room > 0 && !text.IsEmpty)
        {
            _sample ??= new byte[SampleBytes];
            ReadOnlySpan<byte> piece = text[..Math.Min(room, text.Length)];
            piece.CopyTo(_sample.AsSpan(_kept));
            _kept += piece.Length;
        }
    }
}

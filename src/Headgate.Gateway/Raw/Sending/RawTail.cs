namespace Headgate.Gateway.Raw.Sending;

/// <summary>The last bytes of what passed by.</summary>
internal sealed class RawTail
{
    private const int Kept = 4 << 10;

    private readonly byte[] _bytes = new byte[2 * Kept];
    private int _length;

    /// <summary>At least the last 4 KiB, where there were as many.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    public void Add(ReadOnlySpan<byte> piece)
    {
        piece = piece.Length > Kept ? piece[^Kept..] : piece;
        if (_length + piece.Length > _bytes.Length)
        {
            int moved = Math.Min(_length, Kept);
            _bytes.AsSpan(_length - moved, moved).CopyTo(_bytes);
            _length = moved;
        }

        piece.CopyTo(_bytes.AsSpan(_length));
        _length += piece.Length;
    }
}

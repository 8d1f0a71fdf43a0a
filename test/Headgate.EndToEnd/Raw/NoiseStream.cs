namespace Headgate.EndToEnd.Raw;

/// <summary>So many bytes, made as they are read; a piece that went missing or came twice would show.</summary>
internal sealed class NoiseStream(long length) : Stream
{
    private static readonly byte[] Noise = Make();

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position { get; set; }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var from = (int)(Position % Noise.Length);
        var read = (int)Math.Min(Math.Min(count, Noise.Length - from), length - Position);
        Noise.AsSpan(from, read).CopyTo(buffer.AsSpan(offset));
        Position += read;
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    // A prime number of bytes, so that no buffer's size divides it.
    private static byte[] Make()
    {
        var noise = new byte[65_537];
        new Random(1).NextBytes(noise);
        return noise;
    }
}

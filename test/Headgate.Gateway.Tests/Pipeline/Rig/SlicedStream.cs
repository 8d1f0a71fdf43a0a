namespace Headgate.Gateway.Tests.Pipeline.Rig;

/// <summary>Gives its bytes out in slices of the sizes asked for, whatever room the reader offers; then ends, or breaks.</summary>
internal sealed class SlicedStream(byte[] bytes, IEnumerable<int> cuts, bool breaks = false) : Stream
{
    private readonly Queue<int> _cuts = new(cuts.Append(bytes.Length));
    private int _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_cuts.Count > 0 && _cuts.Peek() <= _position)
        {
            _cuts.Dequeue();
        }

        if (_position == bytes.Length && breaks)
        {
            throw new HttpIOException(HttpRequestError.ResponseEnded);
        }

        int until = _cuts.Count > 0 ? _cuts.Peek() : bytes.Length;
        int count = Math.Min(buffer.Length, until - _position);
        bytes.AsMemory(_position, count).CopyTo(buffer);
        _position += count;
        return ValueTask.FromResult(count);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

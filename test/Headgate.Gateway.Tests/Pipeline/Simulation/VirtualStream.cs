using System.Text;

namespace Headgate.Gateway.Tests.Pipeline.Simulation;

/// <summary>A vendor's stream: pieces, each after a wait; then it ends, or breaks.</summary>
internal sealed class VirtualStream(IEnumerable<(TimeSpan Wait, string Text)> pieces, bool breaks, VirtualTime time) : Stream
{
    private readonly Queue<(TimeSpan Wait, string Text)> _pieces = new(pieces);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!_pieces.TryDequeue(out (TimeSpan Wait, string Text) piece))
        {
            return breaks ? throw new HttpIOException(HttpRequestError.ResponseEnded) : 0;
        }

        await time.WaitAsync(piece.Wait, cancellationToken);
        return Encoding.UTF8.GetBytes(piece.Text, buffer.Span);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

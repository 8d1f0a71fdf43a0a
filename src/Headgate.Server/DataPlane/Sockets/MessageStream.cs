using System.Net.WebSockets;

namespace Headgate.Server.DataPlane.Sockets;

/// <summary>One message of a socket, read as it comes: however long it is, the gateway takes of it what it has room for.</summary>
internal sealed class MessageStream(WebSocket socket) : Stream
{
    private readonly TaskCompletionSource<bool> _whole = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>True once the whole message was read; false once nobody reads on.</summary>
    public Task<bool> Whole => _whole.Task;

    /// <inheritdoc />
    public override bool CanRead => true;

    /// <inheritdoc />
    public override bool CanSeek => false;

    /// <inheritdoc />
    public override bool CanWrite => false;

    /// <inheritdoc />
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Says that nobody reads on.</summary>
    public void GiveUp() => _whole.TrySetResult(false);

    /// <inheritdoc />
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            while (!buffer.IsEmpty && !_whole.Task.IsCompleted)
            {
                ValueWebSocketReceiveResult received = await socket.ReceiveAsync(buffer, cancellationToken);
                if (received.MessageType == WebSocketMessageType.Close)
                {
                    throw new IOException("The socket was closed within a message.");
                }

                if (received.EndOfMessage)
                {
                    _whole.TrySetResult(true);
                }

                if (received.Count > 0)
                {
                    return received.Count;
                }
            }

            return 0;
        }
        catch (WebSocketException broken)
        {
            throw new IOException("The socket broke within a message.", broken);
        }
    }

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void Flush()
    {
    }

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

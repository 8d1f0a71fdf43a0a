using System.Net.Sockets;

namespace Headgate.Gateway.Pipeline.Upstream.Connections;

/// <summary>The stream of a connection that is watched until TLS is done: closed before, it ends the watch.</summary>
internal sealed class DialedStream : NetworkStream
{
    private readonly Dial _dial;

    public DialedStream(Socket socket, Dial dial)
        : base(socket, ownsSocket: true)
    {
        _dial = dial;
        dial.Watch(this);
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _dial.Dispose();
        base.Dispose(disposing);
    }
}

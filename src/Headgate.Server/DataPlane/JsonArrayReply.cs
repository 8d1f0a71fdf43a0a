using System.Buffers;
using Headgate.Gateway.Pipeline.Exchange;

namespace Headgate.Server.DataPlane;

/// <summary>
/// The way back to a client of Google's that did not ask for events (<c>alt=sse</c>): a stream goes as one JSON array, an element to each event, sent
/// as it comes. All other replies go as they are.
/// </summary>
/// <param name="client">The way back.</param>
internal sealed class JsonArrayReply(IClientReply client) : IClientReply
{
    private readonly ArrayBufferWriter<byte> _events = new();
    private int _read;
    private bool _isArray;
    private bool _isBroken;
    private bool _hasElements;

    /// <inheritdoc />
    public bool HasStarted => client.HasStarted;

    /// <inheritdoc />
    public IBufferWriter<byte> Body => _isArray ? _events : client.Body;

    /// <inheritdoc />
    public void SetHeader(string name, string value) => client.SetHeader(name, value);

    /// <inheritdoc />
    public void Start(int status, string contentType, long? contentLength)
    {
        _isArray = contentType.StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase);
        client.Start(status, _isArray ? "application/json" : contentType, contentLength);
        if (_isArray)
        {
            client.Body.Write("["u8);
        }
    }

    /// <inheritdoc />
    public ValueTask FlushAsync(CancellationToken cancellation)
    {
        WriteLines();
        return client.FlushAsync(cancellation);
    }

    /// <inheritdoc />
    public void Abort()
    {
        _isBroken = true;
        client.Abort();
    }

    /// <summary>Ends the array, if it is one.</summary>
    public async ValueTask EndAsync(CancellationToken cancellation)
    {
        if (_isArray && !_isBroken && !cancellation.IsCancellationRequested)
        {
            WriteLines();
            client.Body.Write("]"u8);
            await client.FlushAsync(cancellation);
        }
    }

    // Each event of this protocol is one line of data.
    private void WriteLines()
    {
        ReadOnlySpan<byte> unread = _events.WrittenSpan[_read..];
        while (unread.IndexOf((byte)'\n') is >= 0 and var end)
        {
            WriteLine(unread[..end]);
            unread = unread[(end + 1)..];
            _read += end + 1;
        }

        if (_read == _events.WrittenCount)
        {
            _events.ResetWrittenCount();
            _read = 0;
        }
    }

    private void WriteLine(ReadOnlySpan<byte> line)
    {
        if (!line.StartsWith("data:"u8))
        {
            return;
        }

        client.Body.Write(_hasElements ? ",\r\n"u8 : default);
        client.Body.Write(line["data:".Length..].Trim(" \r"u8));
        _hasElements = true;
    }
}

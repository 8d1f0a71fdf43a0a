using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Headgate.Compare.Load;

/// <summary>
/// One connection that speaks just enough HTTP/1.1 to send ready-made requests and read the answers piece by piece.
/// A full client would take the cores away from what is measured.
/// </summary>
public sealed class HttpConnection(Uri server) : IDisposable
{
    private readonly byte[] _buffer = new byte[128 * 1024];
    private readonly IPEndPoint _server = new(IPAddress.Parse(server.Host), server.Port);
    private Socket? _socket;
    private int _start;
    private int _end;
    private long _remaining;
    private bool _chunked;
    private bool _insideChunk;
    private bool _closing;

    /// <summary>Sends one whole request, connecting when there is no connection.</summary>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> request)
    {
        if (_socket is null)
        {
            _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            _start = _end = 0;
            await _socket.ConnectAsync(_server);
        }

        while (!request.IsEmpty)
            request = request[await _socket.SendAsync(request)..];
    }

    /// <summary>Reads the answer's head and returns its status.</summary>
    public async ValueTask<int> ReadStatusAsync()
    {
        int length;
        while ((length = Buffered.IndexOf("\r\n\r\n"u8)) < 0)
            await FillAsync();

        int status = ReadHead(Buffered[..(length + 2)]);
        _start += length + 4;
        return status;
    }

    /// <summary>The next piece of the answer's body, good until the next call; empty at the end.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> ReadBodyAsync()
    {
        if (_remaining == 0 && _chunked)
            _chunked = await NextChunkAsync();
        if (_remaining == 0)
        {
            if (_closing)
                Dispose();
            return default;
        }

        if (_start == _end)
            await FillAsync();
        int length = (int)Math.Min(_remaining, _end - _start);
        ReadOnlyMemory<byte> piece = _buffer.AsMemory(_start, length);
        _start += length;
        _remaining -= length;
        return piece;
    }

    /// <summary>Reads the body to its end and forgets it.</summary>
    public async ValueTask SkipBodyAsync()
    {
        while (!(await ReadBodyAsync()).IsEmpty)
        {
        }
    }

    /// <summary>Closes the connection; the next request opens a new one.</summary>
    public void Dispose()
    {
        _socket?.Dispose();
        _socket = null;
    }

    private ReadOnlySpan<byte> Buffered => _buffer.AsSpan(_start, _end - _start);

    private int ReadHead(ReadOnlySpan<byte> head)
    {
        _chunked = _insideChunk = _closing = false;
        _remaining = 0;
        foreach (Range range in head.Split("\r\n"u8))
        {
            ReadOnlySpan<byte> line = head[range];
            if (IsHeader(line, "content-length:"u8))
                _remaining = long.Parse(line["content-length:".Length..], NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture);
            else if (IsHeader(line, "transfer-encoding:"u8))
                _chunked = true;
            else if (IsHeader(line, "connection:"u8))
                _closing = line.IndexOf("close"u8) > 0;
        }

        return int.Parse(head["HTTP/1.1 ".Length..][..3], CultureInfo.InvariantCulture);
    }

    private static bool IsHeader(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name) =>
        line.Length > name.Length && Ascii.EqualsIgnoreCase(line[..name.Length], name);

    /// <summary>Moves on to the next chunk. False after the last one.</summary>
    private async ValueTask<bool> NextChunkAsync()
    {
        if (_insideChunk)
            await ReadLineAsync();
        _insideChunk = true;
        (int at, int length) = await ReadLineAsync();
        if (!Utf8Parser.TryParse(_buffer.AsSpan(at, length), out long size, out _, 'x'))
            throw new InvalidDataException("A chunk without a size.");

        _remaining = size;
        if (size == 0)
            await ReadLineAsync();
        return size > 0;
    }

    private async ValueTask<(int At, int Length)> ReadLineAsync()
    {
        int length;
        while ((length = Buffered.IndexOf("\r\n"u8)) < 0)
            await FillAsync();
        int at = _start;
        _start += length + 2;
        return (at, length);
    }

    private async ValueTask FillAsync()
    {
        if (_start > 0)
        {
            Buffered.CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        int received = await _socket!.ReceiveAsync(_buffer.AsMemory(_end));
        if (received == 0)
            throw new IOException("The connection was closed in the middle of an answer.");
        _end += received;
    }
}

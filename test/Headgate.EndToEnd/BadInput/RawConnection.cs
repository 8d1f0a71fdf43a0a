using System.Net.Sockets;
using System.Text;

namespace Headgate.EndToEnd.BadInput;

/// <summary>A connection that sends whatever it is told, for what no HTTP client would send.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    public static async Task<RawConnection> OpenAsync(string baseUrl)
    {
        var connection = new RawConnection();
        var url = new Uri(baseUrl);
        await connection._socket.ConnectAsync(url.Host, url.Port, Bound.Token());
        return connection;
    }

    public Task SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

    public async Task SendAsync(byte[] bytes)
    {
        for (var sent = 0; sent < bytes.Length;)
            sent += await _socket.SendAsync(bytes.AsMemory(sent), Bound.Token());
    }

    public void EndSending() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>What comes first.</summary>
    public async Task<string> ReadAsync()
    {
        var buffer = new byte[65536];
        return Encoding.Latin1.GetString(buffer, 0, await _socket.ReceiveAsync(buffer, Bound.Token()));
    }

    /// <summary>What comes until the other side ends, or breaks off.</summary>
    public async Task<string> ReadToEndAsync()
    {
        var received = new StringBuilder();
        var buffer = new byte[65536];
        try
        {
            while (await _socket.ReceiveAsync(buffer, Bound.Token()) is > 0 and var read)
                received.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }
        catch (SocketException)
        {
            // A reset is an end too; what came before it is what counts.
        }

        return received.ToString();
    }

    public void Dispose() => _socket.Dispose();
}

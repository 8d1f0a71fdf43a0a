using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Headgate.EndToEnd.Fidelity;

/// <summary>
/// A vendor that answers each call with given bytes, in given pieces, each sent by itself: a bare socket, so that nothing reshapes them.
/// </summary>
internal sealed class RecitingVendor : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _serving;

    public RecitingVendor()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What the next call is answered with: its content type, and the pieces of its body.</summary>
    public (string ContentType, IReadOnlyList<byte[]> Pieces) Answer { get; set; } = ("application/json", []);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _serving;
        _listener.Dispose();
        _stopping.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var socket = await _listener.AcceptSocketAsync(_stopping.Token);
                socket.NoDelay = true;
                await ReciteAsync(socket);
            }
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException)
        {
            Assert.True(_stopping.IsCancellationRequested, stopped.ToString());
        }
    }

    private async Task ReciteAsync(Socket socket)
    {
        await ReceiveAsync(socket);
        var (contentType, pieces) = Answer;
        var length = pieces.Sum(piece => piece.Length);
        var head = $"HTTP/1.1 200 OK\r\ncontent-type: {contentType}\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n";
        await socket.SendAsync(Encoding.ASCII.GetBytes(head), _stopping.Token);
        foreach (var piece in pieces)
            await socket.SendAsync(piece, _stopping.Token);
        socket.Shutdown(SocketShutdown.Send);
    }

    private async Task ReceiveAsync(Socket socket)
    {
        var received = "";
        var buffer = new byte[65536];
        while (!IsWhole(received))
            received += Encoding.Latin1.GetString(buffer, 0, await socket.ReceiveAsync(buffer, _stopping.Token));
    }

    private static bool IsWhole(string received)
    {
        var head = received.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (head < 0)
            return false;
        var length = received.Split("\r\n").First(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        return received.Length - head - 4 >= int.Parse(length.Split(':')[1]);
    }
}

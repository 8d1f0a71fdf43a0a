using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Headgate.EndToEnd.Raw;

/// <summary>A vendor that reads an upload without keeping any of it, and allocates nothing by the byte.</summary>
internal sealed class UploadSink : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _serving;

    public UploadSink()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            using var client = await _listener.AcceptTcpClientAsync(_stopping.Token);
            await using var stream = client.GetStream();
            var buffer = new byte[256 << 10];
            while (await ReadHeadAsync(stream, buffer) is ({ } length, var over))
            {
                for (var left = length - over; left > 0;)
                    left -= await stream.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), _stopping.Token);
                const string Answer = """{"id":"file-sunk","object":"file"}""";
                var reply = $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {Answer.Length}\r\n\r\n{Answer}";
                await stream.WriteAsync(Encoding.ASCII.GetBytes(reply), _stopping.Token);
            }
        }
    }

    /// <summary>The body's length and how much of it came with the head; null when the connection has ended.</summary>
    private async Task<(long? Length, int Over)> ReadHeadAsync(NetworkStream stream, byte[] buffer)
    {
        var read = 0;
        while (true)
        {
            var came = await stream.ReadAsync(buffer.AsMemory(read), _stopping.Token);
            if (came == 0)
                return (null, 0);
            read += came;
            if (buffer.AsSpan(0, read).IndexOf("\r\n\r\n"u8) is >= 0 and var end)
            {
                var head = Encoding.ASCII.GetString(buffer, 0, end).Split("\r\n");
                var length = head.Single(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)).Split(':')[1];
                return (long.Parse(length, CultureInfo.InvariantCulture), read - end - 4);
            }
        }
    }
}

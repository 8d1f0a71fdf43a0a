using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Headgate.EndToEnd.Raw;

/// <summary>A vendor that reads uploads without keeping any of them, and sums up what arrives.</summary>
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

    /// <summary>Bytes of the bodies so far.</summary>
    public long Received { get; private set; }

    /// <summary>SHA-256 of the last body that arrived whole; none before.</summary>
    public byte[] Sum { get; private set; } = [];

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
            using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            while (await ReadHeadAsync(stream, buffer) is ({ } length, var over))
            {
                Take(over, sum);
                for (var left = length - over.Length; left > 0;)
                {
                    var read = await stream.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), _stopping.Token);
                    if (read == 0)
                        return;
                    Take(buffer.AsMemory(0, read), sum);
                    left -= read;
                }

                Sum = sum.GetHashAndReset();
                const string Answer = """{"id":"file-sunk","object":"file"}""";
                var reply = $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {Answer.Length}\r\n\r\n{Answer}";
                await stream.WriteAsync(Encoding.ASCII.GetBytes(reply), _stopping.Token);
            }
        }
    }

    private void Take(ReadOnlyMemory<byte> bytes, IncrementalHash sum)
    {
        Received += bytes.Length;
        sum.AppendData(bytes.Span);
    }

    /// <summary>The body's length and what of it came with the head; no length when the connection has ended.</summary>
    private async Task<(long? Length, ReadOnlyMemory<byte> Over)> ReadHeadAsync(NetworkStream stream, byte[] buffer)
    {
        var read = 0;
        while (true)
        {
            var came = await stream.ReadAsync(buffer.AsMemory(read), _stopping.Token);
            if (came == 0)
                return (null, default);
            read += came;
            if (buffer.AsSpan(0, read).IndexOf("\r\n\r\n"u8) is >= 0 and var end)
            {
                var head = Encoding.ASCII.GetString(buffer, 0, end).Split("\r\n");
                var length = head.Single(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)).Split(':')[1];
                return (long.Parse(length, CultureInfo.InvariantCulture), buffer.AsMemory((end + 4)..read));
            }
        }
    }
}

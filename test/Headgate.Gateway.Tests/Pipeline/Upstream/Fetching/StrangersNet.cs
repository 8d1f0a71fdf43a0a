using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Headgate.Gateway.Pipeline.Upstream.Connections;
using Headgate.Gateway.Tests.Pipeline.Upstream.Connections;

namespace Headgate.Gateway.Tests.Pipeline.Upstream.Fetching;

/// <summary>The internet of one case: its names, and one listener on loopback that stands for every host, by HTTP on port 80 and TLS on 443.</summary>
internal sealed class StrangersNet : IAsyncDisposable
{
    private static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    private readonly FetchCase _case;
    private readonly LoopbackServer _plain;
    private readonly LoopbackServer _secure;
    private readonly ConcurrentDictionary<string, int> _lookups = new();

    public StrangersNet(FetchCase line, TestCertificates certificates)
    {
        _case = line;
        _plain = new LoopbackServer(AnswerAsync);
        _secure = new LoopbackServer(async stream =>
        {
            await using var tls = new SslStream(stream);
            await tls.AuthenticateAsServerAsync(certificates.Server);
            await AnswerAsync(tls);
        });
        Connections = new UpstreamConnections(TimeProvider.System, lookup: LookUp) { Detour = new Detour(Around, certificates.CaFile) };
    }

    public UpstreamConnections Connections { get; }

    /// <summary>Where sockets went to, had there been no detour.</summary>
    public ConcurrentQueue<IPEndPoint> Called { get; } = new();

    /// <summary>How many connections the listener saw.</summary>
    public int Seen => _plain.Connections + _secure.Connections;

    /// <summary>How often names were asked for.</summary>
    public int Lookups => _lookups.Values.Sum();

    public async ValueTask DisposeAsync()
    {
        Connections.Dispose();
        await _plain.DisposeAsync();
        await _secure.DisposeAsync();
    }

    private IPEndPoint Around(IPEndPoint address)
    {
        Called.Enqueue(address);
        return new IPEndPoint(IPAddress.Loopback, address.Port == 443 ? _secure.Port : _plain.Port);
    }

    private Task<IPAddress[]> LookUp(string host, CancellationToken cancellation)
    {
        int before = _lookups.AddOrUpdate(host, 1, (_, count) => count + 1) - 1;
        return _case.Answers.TryGetValue(host.ToLowerInvariant(), out IPAddress[][]? answers)
            ? Task.FromResult(answers[Math.Min(before, answers.Length - 1)])
            : throw new SocketException((int)SocketError.HostNotFound);
    }

    private async Task AnswerAsync(Stream stream)
    {
        string[] head = (await LoopbackServer.ReadHeadAsync(stream)).Split("\r\n");
        if (head is [{ Length: > 0 } start, ..])
        {
            string host = head.First(line => line.StartsWith("Host: ", StringComparison.Ordinal))["Host: ".Length..];
            await stream.WriteAsync(_case.Redirects.TryGetValue($"{host}{start.Split(' ')[1]}", out string? location)
                ? Encoding.UTF8.GetBytes($"HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n")
                : [.. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {Png.Length}\r\n\r\n"), .. Png]);
        }
    }
}

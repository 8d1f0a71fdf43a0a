using System.Net;
using System.Net.Sockets;
using Headgate.Gateway.Config;

namespace Headgate.Gateway.Pipeline.Upstream.Connections;

/// <summary>
/// Makes the connections of one pool. The name is looked up once, each address is checked, and the socket connects to a checked
/// address: there is no second look-up that could answer otherwise.
/// </summary>
internal sealed class Dialer(Endpoint endpoint, NameLookup lookup, TimeProvider time, Detour? detour)
{
    /// <summary>The handler's <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        ConnectTrace trace = TraceOf(context.InitialRequestMessage) ?? new ConnectTrace();
        Dial dial = new(trace, time);
        bool connected = false;
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(dial.Deadline, cancellation);
        try
        {
            Stream stream = await DialAsync(context.DnsEndPoint, dial, trace, either.Token);
            connected = true;
            return stream;
        }
        catch (OperationCanceledException) when (dial.Deadline.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            trace.TimedOut = true;
            throw new TimeoutException($"no connection to {context.DnsEndPoint.Host} within {dial.Timeout.TotalSeconds:0.###} s");
        }
        finally
        {
            if (!connected)
                dial.Dispose();
        }
    }

    /// <summary>The handler's <see cref="SocketsHttpHandler.PlaintextStreamFilter"/>: TLS is done, the connection is made.</summary>
    public static ValueTask<Stream> ConnectedAsync(SocketsHttpPlaintextStreamFilterContext context, CancellationToken cancellation)
    {
        TraceOf(context.InitialRequestMessage)?.Dial?.Dispose();
        return ValueTask.FromResult(context.PlaintextStream);
    }

    private static ConnectTrace? TraceOf(HttpRequestMessage message) =>
        message.Options.TryGetValue(ConnectTrace.Key, out ConnectTrace? trace) ? trace : null;

    private async Task<Stream> DialAsync(DnsEndPoint asked, Dial dial, ConnectTrace trace, CancellationToken cancellation)
    {
        if (endpoint.Proxy is not { } proxy)
            return await ReachAsync(asked, endpoint.BaseUrl, endpoint.IsWritten, dial, trace, cancellation);
        if (endpoint.BaseUrl.Scheme == Uri.UriSchemeHttp)
            return await ReachAsync(asked, proxy, isWritten: true, dial, trace, cancellation); // the handler speaks to the proxy

        DnsEndPoint relay = new(proxy.IdnHost, proxy.Port);
        Stream stream = await ReachAsync(relay, proxy, isWritten: true, dial, trace, cancellation);
        bool isOpen = false;
        try
        {
            await ProxyTunnel.OpenAsync(stream, asked, proxy.UserInfo, cancellation);
            isOpen = true;
            return stream;
        }
        finally
        {
            if (!isOpen)
                await stream.DisposeAsync();
        }
    }

    private async Task<Stream> ReachAsync(
        DnsEndPoint asked, Uri own, bool isWritten, Dial dial, ConnectTrace trace, CancellationToken cancellation)
    {
        string host = own.IdnHost;
        if (asked.Port != own.Port || !host.Equals(asked.Host.Trim('[', ']'), StringComparison.OrdinalIgnoreCase))
            throw Refused(trace, $"{asked.Host}:{asked.Port} is not where this endpoint is");

        IPAddress[] found = IPAddress.TryParse(host, out IPAddress? literal)
            ? [literal]
            : await lookup(host, cancellation).WaitAsync(cancellation); // the system's resolver may not heed the token
        IPAddress[] trusted = [.. found.Where(address => AddressTrust.Allows(host, isWritten, address))];
        if (trusted.Length == 0 && found.Length > 0)
            throw Refused(trace, $"{host} resolves to an address that is not trusted");

        return await ConnectAsync(trusted, own.Port, dial, cancellation);
    }

    // In turn, each within its share of the time: an address that does not answer leaves time for the next.
    private async Task<Stream> ConnectAsync(IPAddress[] addresses, int port, Dial dial, CancellationToken cancellation)
    {
        for (int i = 0; i < addresses.Length - 1; i++)
        {
            using CancellationTokenSource share = dial.Share(addresses.Length - i);
            using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(share.Token, cancellation);
            try
            {
                return await ConnectAsync(new IPEndPoint(addresses[i], port), dial, either.Token);
            }
            catch (Exception failure) when (failure is SocketException or OperationCanceledException)
            {
                cancellation.ThrowIfCancellationRequested();
            }
        }

        return addresses.Length > 0
            ? await ConnectAsync(new IPEndPoint(addresses[^1], port), dial, cancellation)
            : throw new SocketException((int)SocketError.HostNotFound);
    }

    private async Task<Stream> ConnectAsync(IPEndPoint address, Dial dial, CancellationToken cancellation)
    {
        IPEndPoint way = detour?.Around(address) ?? address;
        Socket socket = new(way.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        bool connected = false;
        try
        {
            await socket.ConnectAsync(way, cancellation);

            // The handler asks for it later and takes no failure of that for a failed connection; the socket remembers what it once knew.
            _ = socket.RemoteEndPoint;
            connected = true;
            return new DialedStream(socket, dial);
        }
        finally
        {
            if (!connected)
                socket.Dispose();
        }
    }

    private static HttpRequestException Refused(ConnectTrace trace, string reason)
    {
        trace.Untrusted = true;
        return new HttpRequestException(HttpRequestError.ConnectionError, reason);
    }
}

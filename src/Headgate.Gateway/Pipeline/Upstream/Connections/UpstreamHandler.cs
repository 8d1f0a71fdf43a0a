using System.Net;
using Headgate.Gateway.Config;

namespace Headgate.Gateway.Pipeline.Upstream.Connections;

/// <summary>The one place where an HTTP handler is made.</summary>
internal static class UpstreamHandler
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(20);
    private const int MaxResponseHeadersKilobytes = 64;

    /// <summary>Makes the handler of one pool.</summary>
    /// <param name="endpoint">Where it leads.</param>
    /// <param name="lookup">How names are found.</param>
    /// <param name="time">The clock of connect timeouts.</param>
    /// <param name="jitter">0 to 1: spreads the ends of connections, so that pools made together don't renew them together.</param>
    /// <param name="detour">Where sockets go instead, in tests; null otherwise.</param>
    public static SocketsHttpHandler Make(Endpoint endpoint, NameLookup lookup, TimeProvider time, double jitter, Detour? detour)
    {
        Dialer dialer = new(endpoint, lookup, time, detour);
#pragma warning disable RS0030 // this is the one factory
        SocketsHttpHandler handler = new()
#pragma warning restore RS0030
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            UseProxy = false,
            MaxConnectionsPerServer = int.MaxValue,
            PooledConnectionLifetime = Lifetime * (1 + (jitter / 4)),
            PooledConnectionIdleTimeout = IdleTimeout,
            EnableMultipleHttp2Connections = true,
            KeepAlivePingDelay = PingInterval,
            KeepAlivePingTimeout = PingTimeout,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            MaxResponseHeadersLength = MaxResponseHeadersKilobytes,
            MaxResponseDrainSize = 0, // a reply that is not wanted any more closes its connection, and so ends the vendor's work
            ConnectTimeout = Timeout.InfiniteTimeSpan, // the dialer's: each call has its own
            ConnectCallback = dialer.ConnectAsync,
            PlaintextStreamFilter = Dialer.ConnectedAsync,
        };

        if (endpoint.CaFile is { } caFile)
            handler.SslOptions.RemoteCertificateValidationCallback = new ServerTrust(caFile).Validate;
        if (endpoint.Proxy is { } proxy && endpoint.BaseUrl.Scheme == Uri.UriSchemeHttp)
            UseProxy(handler, proxy);
        return handler;
    }

    // Plain HTTP goes through the proxy by the handler; a tunnel is the dialer's.
    private static void UseProxy(SocketsHttpHandler handler, Uri proxy)
    {
        handler.UseProxy = true;
        handler.Proxy = new WebProxy(proxy.Host, proxy.Port) { Credentials = CredentialsOf(proxy) };
    }

    private static NetworkCredential? CredentialsOf(Uri proxy)
    {
        string[] parts = proxy.UserInfo.Split(':', 2);
        return parts[0].Length == 0
            ? null
            : new NetworkCredential(Uri.UnescapeDataString(parts[0]), parts.Length < 2 ? "" : Uri.UnescapeDataString(parts[1]));
    }
}

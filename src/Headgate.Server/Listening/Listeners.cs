using System.Collections.Immutable;
using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using Headgate.Gateway.Config;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Headgate.Server.Listening;

/// <summary>The addresses of one host, given to its web server.</summary>
/// <param name="Addresses">Where to listen.</param>
/// <param name="Certificate">
/// The certificate of the https ones, asked for at each handshake: a renewed one is served to new connections without a restart.
/// </param>
internal sealed record Listeners(ImmutableArray<ListenAddress> Addresses, Func<SslStreamCertificateContext?> Certificate)
{
    private IEnumerable<string> SocketPaths => Addresses.Select(address => address.SocketPath).OfType<string>();

    /// <summary>Clears the way: what a killed process left of its unix sockets.</summary>
    public void Prepare()
    {
        foreach (string path in SocketPaths)
        {
            UnixSocketFile.RemoveStale(path);
        }
    }

    /// <summary>Adds them to a web server's options.</summary>
    public void Apply(KestrelServerOptions options)
    {
        foreach (ListenAddress address in Addresses)
        {
            Listen(options, address, listen => Speak(listen, address.IsTls));
        }
    }

    /// <summary>Sets the mode of the unix sockets, once bound.</summary>
    public void Protect()
    {
        foreach (string path in SocketPaths)
        {
            UnixSocketFile.Protect(path);
        }
    }

    private static void Listen(KestrelServerOptions options, ListenAddress address, Action<ListenOptions> configure)
    {
        switch (address)
        {
            case { SocketPath: { } path }:
                options.ListenUnixSocket(path, configure);
                break;
            case { Host: "*" }:
                options.ListenAnyIP(address.Port, configure);
                break;
            case { Host: "localhost", Port: not 0 }:
                options.ListenLocalhost(address.Port, configure); // both loopback addresses, which cannot share a port that is picked
                break;
            default:
                options.Listen(address.Host == "localhost" ? IPAddress.Loopback : IPAddress.Parse(address.Host!), address.Port, configure);
                break;
        }
    }

    private void Speak(ListenOptions listen, bool isTls)
    {
        listen.Protocols = isTls ? HttpProtocols.Http1AndHttp2 : HttpProtocols.Http1;
        if (isTls)
        {
            listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => ValueTask.FromResult(HandshakeOptions()) });
        }
    }

    private SslServerAuthenticationOptions HandshakeOptions() => new()
    {
        ServerCertificateContext = Certificate(),
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
    };
}

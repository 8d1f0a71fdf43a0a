using System.Collections.Immutable;
using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Headgate.Server.Listening;

/// <summary>The addresses of one host, given to its web server.</summary>
/// <param name="Addresses">Where to listen.</param>
/// <param name="Certificate">For the TLS ones; null when there are none.</param>
internal sealed record Listeners(ImmutableArray<ListenAddress> Addresses, CertificateSource? Certificate)
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
            if (address.SocketPath is { } path)
            {
                options.ListenUnixSocket(path, listen => listen.Protocols = HttpProtocols.Http1);
            }
            else if (address.EndPoint is { } endPoint && endPoint.Address.Equals(IPAddress.IPv6Any))
            {
                options.ListenAnyIP(endPoint.Port, listen => Secure(listen, address));
            }
            else
            {
                options.Listen(address.EndPoint!, listen => Secure(listen, address));
            }
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

    private void Secure(ListenOptions listen, ListenAddress address)
    {
        listen.Protocols = address.IsTls ? HttpProtocols.Http1AndHttp2 : HttpProtocols.Http1;
        if (address.IsTls)
        {
            listen.UseHttps(Certificate!.HandshakeOptions());
        }
    }
}

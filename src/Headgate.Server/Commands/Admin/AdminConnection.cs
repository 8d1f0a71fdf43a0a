using System.Net.Sockets;
using Headgate.Server.Listening;

namespace Headgate.Server.Commands.Admin;

/// <summary>A command's own connection to the control plane it was pointed at.</summary>
internal static class AdminConnection
{
    /// <summary>Opens it: no redirects, no cookies, no proxy, and a unix socket where the gateway listens on one.</summary>
#pragma warning disable RS0030 // no call to a vendor: the handler factory and its address checks are for those
    public static HttpMessageInvoker To(ListenUrl gateway) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        ConnectCallback = gateway.SocketPath is null ? null : async (_, cancellation) =>
        {
            Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(gateway.SocketPath), cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        },
    });
#pragma warning restore RS0030
}

using Headgate.EndToEnd.Worlds;

namespace Headgate.EndToEnd.Sockets;

/// <summary>A gateway that takes short bodies, before both kinds of vendor.</summary>
public sealed class SocketWorld : PlainWorld
{
    /// <summary>The most bytes of a body.</summary>
    internal const int MaxBody = 64 << 10;

    protected override string Config(Uri simulator) => GatewayConfig.Head(simulator, server: $", max_body: {MaxBody}");

    /// <summary>Opens a socket.</summary>
    internal Task<ResponsesSocket> ConnectAsync(string key = GatewayConfig.Key) => ResponsesSocket.ConnectAsync(Gateway.BaseUrl, key);
}

using System.Net.WebSockets;
using Headgate.Gateway.Pipeline;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Llm.Protocols;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebSockets;
using Microsoft.Extensions.Options;

namespace Headgate.Server.DataPlane.Sockets;

/// <summary>Opens sockets for calls: asks for the key, shakes hands and has the session served.</summary>
/// <param name="refuse">Why a caller may not; null when it may.</param>
/// <param name="serve">Serves each call.</param>
/// <param name="time">The clock.</param>
/// <param name="logs">For the handshake.</param>
internal sealed class SocketDoor(Func<IClientRequest, GatewayError?> refuse, CallHandler serve, TimeProvider time, ILoggerFactory logs)
{
    // A peer that is gone without a word is found out by a ping that nobody answers.
    private static readonly IOptions<WebSocketOptions> Handshake = Options.Create(
        new WebSocketOptions { KeepAliveInterval = TimeSpan.FromSeconds(30), KeepAliveTimeout = TimeSpan.FromSeconds(30) });

    /// <summary>True when the client asks for a socket.</summary>
    public static bool IsKnock(IFeatureCollection features, IHttpRequestFeature request) =>
        features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true }
        && string.Equals(request.Headers.Upgrade, "websocket", StringComparison.OrdinalIgnoreCase);

    /// <summary>Serves the session to its end, or refuses it as a call is refused.</summary>
    public async ValueTask OpenAsync(
        NativeProtocol protocol, IFeatureCollection features, IClientRequest upgrade, ClientReply reply, CancellationToken departed)
    {
        if (refuse(upgrade) is { } error)
        {
            await ErrorReply.WriteAsync(error, protocol.Dialect, RequestId.New(time.GetUtcNow()), reply, departed);
            return;
        }

        await new WebSocketMiddleware(context => ServeAsync(context, protocol, upgrade, departed), Handshake, logs).Invoke(new DefaultHttpContext(features));
    }

    private async Task ServeAsync(HttpContext context, NativeProtocol protocol, IClientRequest upgrade, CancellationToken departed)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
        await new SocketSession(socket, upgrade, protocol, serve, time).RunAsync(departed);
    }
}

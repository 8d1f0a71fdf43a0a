using System.Net.WebSockets;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Llm.Protocols;

namespace Headgate.Server.DataPlane.Sockets;

/// <summary>
/// A socket over which a client asks for responses, one after the other; each message is a call of its own, with its own limits and record.
/// What is asked for while a response is under way waits in the connection. A client that leaves ends the response that it waits for.
/// </summary>
internal sealed class SocketSession(WebSocket socket, IClientRequest upgrade, NativeProtocol protocol, CallHandler serve)
{
    private readonly ClientHeaders _headers = OfCalls(upgrade.Headers);

    /// <summary>Serves until the client leaves; throws nothing.</summary>
    public async Task RunAsync(CancellationToken departed)
    {
        try
        {
            Task<bool> next = NextAsync(departed);
            while (await next)
            {
                using SocketReply reply = new(socket);
                MessageStream message = new(socket);
                CancellationTokenSource left = new(); // never disposed of: whoever waits for the next message may still cancel it
                next = NextAfterAsync(message, left, departed);
                await serve(protocol, new SocketCall(upgrade, _headers, message), reply, left.Token);
                message.GiveUp();
                await reply.EndAsync(departed);
            }

            await CloseAsync(departed);
        }
        catch (Exception gone) when (gone is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            socket.Abort(); // the client is not there to be told
        }
    }

    /// <summary>Headers about the socket say nothing of the calls in it.</summary>
    private static ClientHeaders OfCalls(ClientHeaders headers) => new(headers.All.ToArray()
        .Where(header => !header.Value.StartsWith("responses_websockets", StringComparison.OrdinalIgnoreCase)).ToArray());

    /// <summary>True when a message begins; false when the client leaves. Messages of no length are passed over.</summary>
    private async Task<bool> NextAsync(CancellationToken departed)
    {
        ValueWebSocketReceiveResult begun;
        do
        {
            begun = await socket.ReceiveAsync(Memory<byte>.Empty, departed);
        }
        while (begun is { EndOfMessage: true, MessageType: not WebSocketMessageType.Close });

        return begun.MessageType != WebSocketMessageType.Close;
    }

    private async Task<bool> NextAfterAsync(MessageStream message, CancellationTokenSource left, CancellationToken departed)
    {
        if (!await message.Whole)
        {
            return false;
        }

        bool isNext = false;
        try
        {
            return isNext = await NextAsync(departed);
        }
        finally
        {
            if (!isNext)
            {
                await left.CancelAsync();
            }
        }
    }

    /// <summary>
    /// Closes in return, or because a message was not read to its end; what still comes of that is passed over, or the client would not hear why.
    /// </summary>
    private Task CloseAsync(CancellationToken departed) => socket.State == WebSocketState.CloseReceived
        ? socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, departed)
        : socket.CloseAsync(WebSocketCloseStatus.MessageTooBig, "The message was not read.", departed);
}

using System.Net.WebSockets;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Llm.Protocols;

namespace Headgate.Server.DataPlane.Sockets;

/// <summary>
/// A socket over which a client asks for responses, one after the other; each message is a call of its own, with its own limits and record.
/// What is asked for while a response is under way waits in the connection. A client that leaves ends the response that it waits for.
/// </summary>
internal sealed class SocketSession(WebSocket socket, IClientRequest upgrade, NativeProtocol protocol, CallHandler serve, TimeProvider time)
{
    /// <summary>How long a socket is served, as at OpenAI; a response that is under way ends first.</summary>
    private static readonly TimeSpan MostAge = TimeSpan.FromMinutes(60);

    /// <summary>How long a client that was told that this is over may take to close.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    private readonly SocketHistory _history = new();
    private readonly ClientHeaders _headers = OfCalls(upgrade.Headers);

    /// <summary>Serves until the client leaves; throws nothing.</summary>
    public async Task RunAsync(CancellationToken departed)
    {
        using CancellationTokenSource ended = new();
        try
        {
            Task old = Task.Delay(MostAge, time, ended.Token);
            Task<bool> next = NextAsync(departed);
            while (await Task.WhenAny(next, old) == next)
            {
                if (!await next)
                {
                    await CloseAsync(departed);
                    return;
                }

                using SocketReply reply = new(socket, _history);
                MessageStream message = new(socket);
                CancellationTokenSource left = new(); // never disposed of: whoever waits for the next message may still cancel it
                next = NextAfterAsync(message, left, departed);
                await serve(protocol, new SocketCall(upgrade, _headers, message, _history), reply, left.Token);
                message.GiveUp();
                await reply.EndAsync(departed);
            }

            await SendAwayAsync(next, departed);
        }
        catch (Exception gone) when (gone is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            socket.Abort(); // the client is not there to be told
        }
        finally
        {
            await ended.CancelAsync();
        }
    }

    /// <summary>Headers about the socket say nothing of the calls in it; nor is one key theirs together.</summary>
    private static ClientHeaders OfCalls(ClientHeaders headers) => new(headers.All.ToArray()
        .Where(header => !header.Value.StartsWith("responses_websockets", StringComparison.OrdinalIgnoreCase))
        .Where(header => !header.Key.Equals("idempotency-key", StringComparison.OrdinalIgnoreCase)).ToArray());

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

    /// <summary>Says that the socket is too old, in OpenAI's words: clients know by them to open another.</summary>
    private async Task SendAwayAsync(Task<bool> next, CancellationToken departed)
    {
        byte[] limit = """
            {"type":"error","status":400,"error":{"type":"invalid_request_error","code":"websocket_connection_limit_reached",
            "message":"Responses websocket connection limit reached (60 minutes). Create a new websocket connection to continue."}}
            """u8.ToArray();
        await socket.SendAsync(limit, WebSocketMessageType.Text, endOfMessage: true, departed);
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, departed);
        await ((Task)next).WaitAsync(Farewell, time, departed).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>
    /// Closes in return, or because a message was not read to its end; what still comes of that is passed over, or the client would not hear why.
    /// </summary>
    private Task CloseAsync(CancellationToken departed) => socket.State == WebSocketState.CloseReceived
        ? socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, departed)
        : socket.CloseAsync(WebSocketCloseStatus.MessageTooBig, "The message was not read.", departed);
}

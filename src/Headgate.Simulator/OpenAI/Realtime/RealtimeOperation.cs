using System.Net.WebSockets;
using System.Text;
using Headgate.Simulator.Calls;
using Headgate.Simulator.Serving;
using Microsoft.AspNetCore.Http;

namespace Headgate.Simulator.OpenAI.Realtime;

/// <summary>
/// Realtime over a WebSocket: https://platform.openai.com/docs/guides/realtime-websocket (read 2026-11-22). A session begins with
/// <c>session.created</c>, and every message comes back as it is.
/// </summary>
internal sealed class RealtimeOperation : PlainOperation
{
    public override async Task ServeAsync(PlainCall call)
    {
        var query = call.Context.Request.Query;
        var model = query[query.ContainsKey("deployment") ? "deployment" : "model"].ToString(); // Azure's classic API has deployments
        if (!call.Context.WebSockets.IsWebSocketRequest)
            await call.Reply.RefuseAsync(new VendorError(400, "This is a WebSocket."));
        else if (!await call.FailsAsync(model.Length == 0 ? null : model))
            await TalkAsync(call, model);
    }

    private static async Task TalkAsync(PlainCall call, string model)
    {
        var offered = call.Context.WebSockets.WebSocketRequestedProtocols;
        using var socket = await call.Context.WebSockets.AcceptWebSocketAsync(offered.Contains("realtime") ? "realtime" : null);
        call.Call.Answers(StatusCodes.Status101SwitchingProtocols);
        call.Call.Move(CallState.Answering);
        var created = $$"""{"type":"session.created","session":{"type":"realtime","model":"{{model}}"} }""";
        await socket.SendAsync(Encoding.UTF8.GetBytes(created), WebSocketMessageType.Text, true, call.Cancellation);
        var buffer = new byte[64 << 10];
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer, call.Cancellation);
            if (received.MessageType == WebSocketMessageType.Close)
                break;
            await socket.SendAsync(buffer.AsMemory(0, received.Count), received.MessageType, received.EndOfMessage, call.Cancellation);
        }

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "bye", call.Cancellation);
    }
}

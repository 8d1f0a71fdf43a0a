using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Llm.Protocols;
using Microsoft.Extensions.Time.Testing;

namespace Headgate.Server.Tests.DataPlane.Sockets;

public sealed class SocketSessionTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromMinutes(60);

    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_socket_that_is_an_hour_old_is_told_so_and_closed_after_the_response_that_is_under_way(bool isUnderWay)
    {
        TaskCompletionSource begun = new();
        TaskCompletionSource goesOn = new();
        await using TestDataPlane plane = await TestDataPlane.StartAsync(AnswerAsync, time: _time);
        using ClientWebSocket socket = await ConnectAsync(plane);
        await socket.SendAsync("{}"u8.ToArray(), WebSocketMessageType.Text, true, Cancellation);
        await begun.Task.WaitAsync(Cancellation);
        if (isUnderWay)
        {
            _time.Advance(Hour);
        }

        goesOn.SetResult();
        Assert.Equal("{\"type\":\"response.completed\"}", await HearAsync(socket));
        if (!isUnderWay)
        {
            _time.Advance(Hour);
        }

        using JsonDocument told = JsonDocument.Parse((await HearAsync(socket))!);
        Assert.Equal("websocket_connection_limit_reached", told.RootElement.GetProperty("error").GetProperty("code").GetString());
        Assert.Null(await HearAsync(socket));
        Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);

        async ValueTask AnswerAsync(NativeProtocol protocol, IClientRequest request, IClientReply reply, CancellationToken departed)
        {
            await request.OpenBody()!.AsStream().CopyToAsync(Stream.Null, departed);
            begun.SetResult();
            await goesOn.Task;
            reply.Start(200, "text/event-stream", null);
            byte[] end = Encoding.UTF8.GetBytes("event: response.completed\ndata: {\"type\":\"response.completed\"}\n\n");
            end.CopyTo(reply.Body.GetSpan(end.Length));
            reply.Body.Advance(end.Length);
            await reply.FlushAsync(departed);
        }
    }

    private static async Task<ClientWebSocket> ConnectAsync(TestDataPlane plane)
    {
        ClientWebSocket socket = new();
        await socket.ConnectAsync(new UriBuilder(plane.Address) { Scheme = "ws", Path = "/v1/responses" }.Uri, Cancellation);
        return socket;
    }

    /// <summary>One message; null when the socket is closed.</summary>
    private static async Task<string?> HearAsync(ClientWebSocket socket)
    {
        byte[] buffer = new byte[4096];
        WebSocketReceiveResult received = await socket.ReceiveAsync(buffer, Cancellation);
        return received.MessageType == WebSocketMessageType.Close ? null : Encoding.UTF8.GetString(buffer, 0, received.Count);
    }
}

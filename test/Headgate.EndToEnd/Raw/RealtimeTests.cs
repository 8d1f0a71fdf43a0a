using System.Net.WebSockets;
using System.Text;

namespace Headgate.EndToEnd.Raw;

/// <summary>Sessions over a real WebSocket.</summary>
public sealed class RealtimeTests(RawWorld world) : IClassFixture<RawWorld>
{
    private Uri Address(string model) => new($"{world.Gateway.BaseUrl.Replace("http:", "ws:", StringComparison.Ordinal)}/v1/realtime?model={model}");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_said_passes_both_ways(bool isBrowser)
    {
        using var socket = new ClientWebSocket();
        if (isBrowser)
        {
            socket.Options.AddSubProtocol("realtime");
            socket.Options.AddSubProtocol($"openai-insecure-api-key.{RawWorld.Owner}");
        }
        else
        {
            socket.Options.SetRequestHeader("Authorization", $"Bearer {RawWorld.Owner}");
        }

        await socket.ConnectAsync(Address("scribe"), Bound.Token());
        Assert.Equal(isBrowser ? "realtime" : null, socket.SubProtocol);
        Assert.Contains("\"model\":\"echo\"", await HearAsync(socket), StringComparison.Ordinal);
        var long1 = new string('x', 40_000);
        await socket.SendAsync(Encoding.UTF8.GetBytes(long1), WebSocketMessageType.Text, true, Bound.Token());
        Assert.Equal(long1, await HearAsync(socket));
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "done", Bound.Token());

        Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
        var call = world.Simulator.Calls.Last(call => call.PathAndQuery.StartsWith("/v1/realtime", StringComparison.Ordinal));
        await call.Completed.WaitAsync(Bound.Token());
        Assert.Equal("/v1/realtime?model=echo", call.PathAndQuery);
        Assert.Equal($"Bearer {Worlds.GatewayConfig.OpenAISecret}", call.Header("authorization"));
        Assert.DoesNotContain(call.Headers.Values, value => value.Contains(RawWorld.Owner, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_session_is_one_record_and_holds_its_keys_limit_until_it_ends()
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.SetRequestHeader("Authorization", $"Bearer {RawWorld.Single}");
        await socket.ConnectAsync(Address("scribe"), Bound.Token());
        var id = socket.HttpResponseHeaders!["x-headgate-request-id"].Single();

        Assert.Equal(429, (await world.SendAsync(RawWorld.Single, HttpMethod.Get, "/v1/files")).Status);
        await HearAsync(socket);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "done", Bound.Token());

        var record = await world.Gateway.RecordAsync(id);
        Assert.Equal((101, null, "scribe", "openai/echo"), (record.Status, record.Code, record.Model, record.Target));
        Assert.Equal(200, (await world.SendAsync(RawWorld.Single, HttpMethod.Get, "/v1/files")).Status);
    }

    [Fact]
    public async Task A_session_ends_when_its_time_is_up()
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.SetRequestHeader("Authorization", $"Bearer {RawWorld.Owner}");
        await socket.ConnectAsync(Address("brief"), Bound.Token());
        await HearAsync(socket);

        await Assert.ThrowsAnyAsync<WebSocketException>(() => HearAsync(socket));
        Assert.Equal("upstream_timeout", (await world.Gateway.RecordAsync(socket.HttpResponseHeaders!["x-headgate-request-id"].Single())).Code);
    }

    [Theory]
    [InlineData("hg-nobody", "scribe", 401)]
    [InlineData(RawWorld.Owner, "nothing-like-it", 404)]
    [InlineData(RawWorld.Narrow, "scribe", 403)]
    [InlineData(RawWorld.Owner, "openai/status-401", 502)]
    public async Task What_is_refused_is_refused_before_the_upgrade(string key, string model, int status)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.SetRequestHeader("Authorization", $"Bearer {key}");

        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(Address(model), Bound.Token()));
        Assert.Equal(status, (int)socket.HttpStatusCode);
    }

    [Fact]
    public async Task Without_an_upgrade_it_is_400() =>
        Assert.Equal(400, (await world.SendAsync(RawWorld.Owner, HttpMethod.Get, "/v1/realtime?model=scribe")).Status);

    private static async Task<string> HearAsync(ClientWebSocket socket)
    {
        using var heard = new MemoryStream();
        var buffer = new byte[16 << 10];
        WebSocketReceiveResult received;
        do
        {
            received = await socket.ReceiveAsync(buffer, Bound.Token());
            heard.Write(buffer, 0, received.Count);
        }
        while (!received.EndOfMessage);

        return Encoding.UTF8.GetString(heard.ToArray());
    }
}

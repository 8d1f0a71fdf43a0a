using System.Net.WebSockets;
using System.Text.Json;
using Headgate.EndToEnd.Worlds;
using Headgate.Simulator.Calls;

namespace Headgate.EndToEnd.Sockets;

/// <summary>Responses over a WebSocket: https://platform.openai.com/docs/guides/websocket-mode.</summary>
public sealed class SocketTests(SocketWorld world) : IClassFixture<SocketWorld>
{
    [Theory]
    [InlineData("openai/echo", "/v1/responses")]
    [InlineData("claude/echo", "/v1/messages")]
    public async Task One_socket_has_one_response_after_the_other_whoever_answers(string model, string path)
    {
        using var client = await world.ConnectAsync();
        foreach (string said in new[] { "one two three", "four" })
        {
            await client.CreateAsync($"""
                "model":"{model}","input":"{said}"
                """);
            var events = await client.ResponseAsync();

            Assert.Equal(("response.created", "response.completed"), (TypeOf(events[0]), TypeOf(events[^1])));
            Assert.Equal(Enumerable.Range(0, events.Count), events.Select(one => one.GetProperty("sequence_number").GetInt32()));
            var deltas = events.Where(one => TypeOf(one) == "response.output_text.delta");
            Assert.Equal(said, string.Concat(deltas.Select(one => one.GetProperty("delta").GetString())));
            var call = world.Simulator.Calls[^1];
            Assert.Equal(path, call.PathAndQuery);
            Assert.False(call.Headers.ContainsKey("openai-beta"));
            var received = JsonElement.Parse(call.Body.Span);
            Assert.True(received.GetProperty("stream").GetBoolean());
            Assert.False(received.TryGetProperty("type", out _));
        }
    }

    [Theory]
    [InlineData("openai/echo", "\"store\":false", true)]
    [InlineData("openai/echo", "\"store\":true", false)]
    [InlineData("claude/echo", "\"store\":false", true)]
    [InlineData("claude/echo", "\"store\":true", true)]
    public async Task A_message_goes_on_from_the_response_before_it(string model, string store, bool isSentWhole)
    {
        using var client = await world.ConnectAsync();
        await client.CreateAsync($"\"model\":\"{model}\",\"input\":\"alpha\",{store}");
        var first = (await client.ResponseAsync())[^1];
        var id = first.GetProperty("response").GetProperty("id").GetString();
        await client.CreateAsync($"\"model\":\"{model}\",\"input\":\"beta\",{store},\"previous_response_id\":\"{id}\"");

        Assert.Equal("beta", TextOf((await client.ResponseAsync())[^1]));
        var sent = System.Text.Encoding.UTF8.GetString(world.Simulator.Calls[^1].Body.Span);
        Assert.Equal(isSentWhole ? 2 : 0, sent.Split("alpha").Length - 1);
        Assert.Equal(!isSentWhole, sent.Contains("previous_response_id", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_asked_for_meanwhile_comes_next()
    {
        using var client = await world.ConnectAsync();
        await client.CreateAsync("\"model\":\"openai/echo\",\"input\":\"first\"");
        await client.CreateAsync("\"model\":\"claude/echo\",\"input\":\"second\"");

        Assert.Equal("first", TextOf((await client.ResponseAsync())[^1]));
        Assert.Equal("second", TextOf((await client.ResponseAsync())[^1]));
    }

    [Theory]
    [InlineData("""{"type":"response.create","model":"nothing-like-it","input":"x"}""", 404, "model_not_found")]
    [InlineData("""{"type":"response.create","model":"openai/status-429","input":"x"}""", 429, "upstream_rate_limited")]
    [InlineData("no json", 400, null)]
    public async Task A_refusal_is_a_message_and_the_socket_serves_on(string message, int status, string? code)
    {
        using var client = await world.ConnectAsync();
        await client.SendAsync(message);
        var refusal = await client.HearAsync();

        Assert.Equal("error", TypeOf(refusal));
        Assert.Equal(status, refusal.GetProperty("status").GetInt32());
        var error = refusal.GetProperty("error");
        if (code is not null)
            Assert.Equal(code, error.GetProperty("code").GetString());
        string id = error.GetProperty("headers").GetProperty("x-headgate-request-id").GetString()!;
        Assert.Equal(status, (await world.Gateway.RecordAsync(id)).Status);

        await client.CreateAsync("\"model\":\"openai/echo\",\"input\":\"still there\"");
        Assert.Equal("still there", TextOf((await client.ResponseAsync())[^1]));
    }

    [Fact]
    public async Task A_stream_that_fails_ends_with_an_error_and_the_socket_serves_on()
    {
        using var client = await world.ConnectAsync();
        await client.CreateAsync("\"model\":\"claude/error-after-9\",\"input\":\"x\"");
        Assert.Equal("error", TypeOf((await client.ResponseAsync())[^1]));

        await client.CreateAsync("\"model\":\"openai/echo\",\"input\":\"still there\"");
        Assert.Equal("still there", TextOf((await client.ResponseAsync())[^1]));
    }

    [Theory]
    [InlineData("openai/hold-first", true)]
    [InlineData("openai/hold-first", false)]
    [InlineData("claude/hold-first", true)]
    public async Task A_client_that_leaves_ends_the_response(string model, bool politely)
    {
        using var client = await world.ConnectAsync();
        await client.CreateAsync($"\"model\":\"{model}\",\"input\":\"x\"");
        var call = await world.Simulator.NextCallAsync(call => call.Model == "hold-first", Bound.Token());
        await call.WhenAsync(held => held.State == CallState.Held, Bound.Token());

        if (politely)
            await client.Socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "enough", Bound.Token());
        else
            client.Socket.Abort();

        await call.ClientLeft.WaitAsync(Bound.Token());
    }

    [Fact]
    public async Task A_message_that_is_too_long_ends_the_socket()
    {
        using var client = await world.ConnectAsync();
        await client.CreateAsync($"\"model\":\"openai/echo\",\"input\":\"{new string('x', 4 * SocketWorld.MaxBody)}\"");

        Assert.Equal(413, (await client.HearAsync()).GetProperty("status").GetInt32());
        await client.HearAsync();
        Assert.Equal(WebSocketCloseStatus.MessageTooBig, client.Socket.CloseStatus);
    }

    [Fact]
    public async Task Nobody_without_a_key_gets_a_socket()
    {
        using var client = await world.ConnectAsync("hg-nobody");
        Assert.Equal(401, (int)client.Socket.HttpStatusCode);
    }

    [Fact]
    public async Task Without_an_upgrade_it_is_405()
    {
        using HttpRequestMessage request = new(HttpMethod.Get, world.Gateway.BaseUrl + "/v1/responses");
        request.Headers.Add("Authorization", $"Bearer {GatewayConfig.Key}");
        using var reply = await world.Client.SendAsync(request, Bound.Token());
        Assert.Equal(405, (int)reply.StatusCode);
    }

    private static string? TypeOf(JsonElement message) => message.GetProperty("type").GetString();

    private static string? TextOf(JsonElement completed) =>
        completed.GetProperty("response").GetProperty("output")[0].GetProperty("content")[0].GetProperty("text").GetString();
}

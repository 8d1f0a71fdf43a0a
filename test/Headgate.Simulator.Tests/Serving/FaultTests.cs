using System.Net.Sockets;
using System.Text.Json;
using Headgate.Simulator.Calls;
using Microsoft.Extensions.Time.Testing;

namespace Headgate.Simulator.Tests.Serving;

public sealed class FaultTests
{
    public static TheoryData<string> Paths => ["/v1/chat/completions", "/v1/completions", "/v1/responses", "/v1/messages"];

    private static string Body(string model, bool stream = true) => $$"""
        {"model":"{{model}}","max_tokens":9000,"prompt":"one two three","input":"one two three","stream":{{(stream ? "true" : "false")}},
        "messages":[{"role":"user","content":"one two three"}]}
        """;

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Cuts_the_connection_after_exactly_so_many_events(string path)
    {
        await using var rig = await Rig.StartAsync();
        using var response = await rig.SendAsync(path, Body("cut-after-5"));
        var (text, error) = await ReadAsync(rig, response);
        Assert.IsType<HttpIOException>(error);
        Assert.Equal(5, Rig.Sse.Parse(text).Count);
        var call = await rig.NextCallAsync();
        await call.Completed.WaitAsync(rig.Bound);
        Assert.Equal(CallState.Dropped, call.State);
        Assert.False(call.ClientLeft.IsCompleted);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Stalls_until_the_caller_leaves_and_sees_it_leave(string path)
    {
        await using var rig = await Rig.StartAsync();
        var response = await rig.SendAsync(path, Body("stall-after-5"));
        var call = await rig.NextCallAsync();
        await call.WhenAsync(c => c.State == CallState.Stalled, rig.Bound);
        Assert.Equal(5, call.EventsWritten);
        Assert.Equal(1, rig.Server.OpenCalls);
        response.Dispose();
        await call.ClientLeft.WaitAsync(rig.Bound);
        await rig.Server.IdleAsync(rig.Bound);
        Assert.Equal(CallState.ClientLeft, call.State);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Breaks_one_event_and_ends(string path)
    {
        await using var rig = await Rig.StartAsync();
        var events = await rig.StreamAsync(path, Body("malformed-after-5"));
        Assert.Equal(6, events.Count);
        Assert.ThrowsAny<JsonException>(() => events[^1].Json);
        Assert.All(events[..^1], e => Assert.Equal(JsonValueKind.Object, e.Json.ValueKind));
    }

    [Fact]
    public async Task Sends_each_vendors_error_event_after_so_many_events_and_nothing_more()
    {
        await using var rig = await Rig.StartAsync();
        foreach (var path in new[] { "/v1/chat/completions", "/v1/completions" })
        {
            var chunks = await rig.StreamAsync(path, Body("error-after-5"));
            Assert.Equal(6, chunks.Count);
            Assert.Equal(["message", "type", "param", "code"], chunks[^1].Json.At("error").Names());
        }

        var events = await rig.StreamAsync("/v1/messages", Body("error-after-5"));
        Assert.Equal(6, events.Count);
        Assert.Equal("error", events[^1].Name);
        Assert.Equal("overloaded_error", events[^1].Json.TextAt("error.type"));
    }

    [Fact]
    public async Task Fails_between_preamble_and_content()
    {
        await using var rig = await Rig.StartAsync();
        var chunks = await rig.StreamAsync("/v1/chat/completions", Body("preamble-then-error"));
        Assert.Equal(2, chunks.Count);
        Assert.True(chunks[1].Json.Has("error"));
        var events = await rig.StreamAsync("/v1/messages", Body("preamble-then-error"));
        Assert.Equal(["message_start", "ping", "content_block_start", "error"], events.Select(e => e.Name));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Strikes_in_the_middle_of_a_body_that_is_no_stream(string path)
    {
        await using var rig = await Rig.StartAsync();
        using (var cut = await rig.SendAsync(path, Body("cut-after-5", stream: false)))
        {
            var (text, error) = await ReadAsync(rig, cut);
            Assert.Equal(200, (int)cut.StatusCode);
            Assert.IsType<HttpIOException>(error);
            Assert.Equal(cut.Content.Headers.ContentLength / 2, text.Length);
        }

        var malformed = await rig.PostAsync(path, Body("malformed-after-5", stream: false));
        Assert.Equal(200, malformed.Status);
        Assert.ThrowsAny<JsonException>(() => malformed.Json);
        Assert.Equal(500, (await rig.PostAsync(path, Body("error-after-5", stream: false))).Status);
        using var stalled = await rig.SendAsync(path, Body("stall-after-5", stream: false));
        var call = await rig.Server.NextCallAsync(c => c.Model == "stall-after-5", rig.Bound);
        await call.WhenAsync(c => c.State == CallState.Stalled, rig.Bound);
    }

    [Fact]
    public async Task Resets_the_connection_before_any_byte()
    {
        await using var rig = await Rig.StartAsync();
        var error = await Assert.ThrowsAsync<HttpRequestException>(() => rig.SendAsync("/v1/chat/completions", Body("refuse-connection")));
        var socket = Assert.IsType<SocketException>(error.GetBaseException());
        Assert.Equal(SocketError.ConnectionReset, socket.SocketErrorCode);
        var call = await rig.NextCallAsync();
        await call.Completed.WaitAsync(rig.Bound);
        Assert.Equal(CallState.Dropped, call.State);
        Assert.Null(call.Status);
    }

    [Fact]
    public async Task Is_slow_to_its_first_token_and_drips_by_the_injected_clock()
    {
        var clock = new FakeTimeProvider();
        await using var rig = await Rig.StartAsync(new SimulatorOptions { TimeProvider = clock });
        using var response = await rig.SendAsync("/v1/chat/completions", Body("slow-2s-drip-50ms-lorem-3"));
        var call = await rig.NextCallAsync();
        for (var token = 0; token < 3; token++)
        {
            await call.WhenAsync(c => c.State == CallState.Delayed && c.EventsWritten == 1 + token, rig.Bound);
            clock.Advance(token == 0 ? TimeSpan.FromSeconds(2) : TimeSpan.FromMilliseconds(50));
        }

        await call.Completed.WaitAsync(rig.Bound);
        Assert.Equal(CallState.Finished, call.State);
    }

    [Fact]
    public async Task Delays_a_whole_answer_as_long_as_its_stream()
    {
        var clock = new FakeTimeProvider();
        await using var rig = await Rig.StartAsync(new SimulatorOptions { TimeProvider = clock });
        var sending = rig.PostAsync("/v1/chat/completions", Body("slow-2s-drip-50ms-lorem-3", stream: false));
        var call = await rig.NextCallAsync();
        await call.WhenAsync(c => c.State == CallState.Delayed, rig.Bound);
        clock.Advance(TimeSpan.FromMilliseconds(2099));
        Assert.Equal(CallState.Delayed, call.State);
        clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(200, (await sending).Status);
    }

    [Fact]
    public async Task Sees_a_caller_leave_during_a_delay_before_anything_was_sent()
    {
        await using var rig = await Rig.StartAsync(new SimulatorOptions { TimeProvider = new FakeTimeProvider() });
        using var leaving = new CancellationTokenSource();
        var sending = rig.SendUntilAsync("/v1/messages", Body("slow-2s", stream: false), leaving.Token);
        var call = await rig.NextCallAsync();
        await call.WhenAsync(c => c.State == CallState.Delayed, rig.Bound);
        await leaving.CancelAsync();
        await call.ClientLeft.WaitAsync(rig.Bound);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        Assert.Null(call.Status);
    }

    private static async Task<(string Text, Exception? Error)> ReadAsync(Rig rig, HttpResponseMessage response)
    {
        using var received = new MemoryStream();
        Exception? failure = null;
        try
        {
            await response.Content.CopyToAsync(received, rig.Bound);
        }
        catch (HttpRequestException error)
        {
            failure = error.InnerException ?? error;
        }
        catch (HttpIOException error)
        {
            failure = error;
        }

        return (System.Text.Encoding.UTF8.GetString(received.ToArray()), failure);
    }
}

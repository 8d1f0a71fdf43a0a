using System.Text;
using Headgate.Gateway.Pipeline.Record;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Tests.Pipeline;

public sealed class StreamTests
{
    [Fact]
    public async Task Passes_the_vendors_bytes_and_hides_the_usage_event_that_the_gateway_asked_for()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First));
        rig.Upstream.Streams(Wire.ChatStream);

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(stream: true));

        Assert.Equal(200, reply.Status);
        Assert.Equal("text/event-stream; charset=utf-8", reply.ContentType);
        Assert.Equal(Wire.ChatRole + Wire.ChatText + Wire.ChatText + Wire.ChatStop + Wire.Done, reply.Text);
        Assert.Contains("\"stream_options\":{\"include_usage\":true}", rig.Upstream.Calls[0].Body, StringComparison.Ordinal);
        Assert.Equal((3L, 2L), (rig.Record.Usage!.Input, rig.Record.Usage.Output));
        Assert.Equal("first/m", reply.Headers["x-headgate-target"]);
        Assert.Equal("chatcmpl-1", rig.Record.ResponseId);
    }

    [Theory]
    [InlineData(WireProtocol.OpenAIChat, Wire.ChatStream, Wire.ChatRole + Wire.ChatText + Wire.ChatText + Wire.ChatStop + Wire.Done)]
    [InlineData(WireProtocol.AnthropicMessages, Wire.MessageStream, Wire.MessageStream)]
    public async Task Gives_the_same_at_every_split_point_and_byte_by_byte(WireProtocol protocol, string sent, string expected)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(sent);
        IEnumerable<int[]> ways = Enumerable.Range(1, bytes.Length - 1).Select(cut => new[] { cut }).Append([.. Enumerable.Range(1, bytes.Length)]);
        foreach (int[] cuts in ways)
        {
            using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First));
            rig.Upstream.Streams(new SlicedStream(bytes, cuts));

            FakeReply reply = await rig.SendAsync(protocol, protocol == WireProtocol.OpenAIChat ? PipelineRig.Chat(stream: true) : PipelineRig.Messages(stream: true));

            Assert.Equal(expected, reply.Text);
            Assert.Null(rig.Record.Code);
            Assert.Equal(5, rig.Record.Usage!.Input + rig.Record.Usage.Output);
        }
    }

    [Fact]
    public async Task Drops_the_preamble_of_an_attempt_that_failed_before_its_first_content()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First, PipelineRig.Second));
        rig.Upstream.Streams(Wire.MessageStart + Wire.BlockStart + Wire.MessageError).Streams(Wire.MessageStream);

        FakeReply reply = await rig.SendAsync(WireProtocol.AnthropicMessages, PipelineRig.Messages(stream: true));

        Assert.Equal(Wire.MessageStream, reply.Text);
        Assert.Equal("second/m", reply.Headers["x-headgate-target"]);
        Assert.Equal("2", reply.Headers["x-headgate-attempts"]);
        Assert.Equal(["overloaded", null], rig.Record.Attempts.Select(attempt => attempt.Fault));
    }

    [Theory]
    [InlineData(Wire.ChatRole + Wire.ChatText, "upstream_error", "connection")]
    [InlineData(Wire.ChatRole + Wire.ChatText + "data: {\"choices\": [\n\n", "upstream_error", "server_error")]
    [InlineData(Wire.ChatRole + Wire.ChatText + Wire.ChatError + Wire.Done, "upstream_error", "server_error")]
    public async Task Ends_in_band_when_the_vendor_fails_after_the_first_content(string sent, string code, string fault)
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First, PipelineRig.Second));
        rig.Upstream.Streams(sent);

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(stream: true));

        Assert.StartsWith(Wire.ChatRole + Wire.ChatText + "data: {\"error\":", reply.Text, StringComparison.Ordinal);
        Assert.Contains($"\"code\":\"{code}\"", reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("[DONE]", reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("boom", reply.Text, StringComparison.Ordinal);
        Assert.Equal((200, code), (rig.Record.Status, rig.Record.Code));
        AttemptRecord attempt = Assert.Single(rig.Record.Attempts);
        Assert.Equal(fault, attempt.Fault);
    }

    [Fact]
    public async Task Takes_a_broken_connection_after_the_end_mark_for_a_whole_answer()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First));
        rig.Upstream.Streams(new SlicedStream(Encoding.UTF8.GetBytes(Wire.ChatStream), [], breaks: true));

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(stream: true));

        Assert.EndsWith(Wire.Done, reply.Text, StringComparison.Ordinal);
        Assert.Null(rig.Record.Code);
    }

    [Fact]
    public async Task Commits_early_by_a_keep_alive_and_still_falls_back()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First, PipelineRig.Second));
        var failing = new TaskCompletionSource<HttpResponseMessage>();
        rig.Upstream.Then((_, _) => failing.Task).Streams(Wire.ChatStream);
        var reply = new FakeReply();
        Task served = rig.StartAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(stream: true), reply);
        await rig.Upstream.NextCallAsync();

        rig.Time.Advance(TimeSpan.FromSeconds(15));
        string first = await reply.NextFlushAsync();
        rig.Time.Advance(TimeSpan.FromSeconds(15));
        string second = await reply.NextFlushAsync();
        failing.SetException(new HttpRequestException(HttpRequestError.ConnectionError));
        await served.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);

        Assert.Equal((": keep-alive\n\n", ": keep-alive\n\n"), (first, second));
        Assert.Equal(first + second + Wire.ChatRole + Wire.ChatText + Wire.ChatText + Wire.ChatStop + Wire.Done, reply.Text);
        Assert.False(reply.Headers.ContainsKey("x-headgate-target"));
        Assert.Equal("second/m", rig.Record.Target);
    }

    [Fact]
    public async Task Ends_an_exhausted_plan_in_band_after_an_early_commit()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First));
        var failing = new TaskCompletionSource<HttpResponseMessage>();
        rig.Upstream.Then((_, _) => failing.Task);
        var reply = new FakeReply();
        Task served = rig.StartAsync(WireProtocol.AnthropicMessages, PipelineRig.Messages(stream: true), reply);
        await rig.Upstream.NextCallAsync();

        rig.Time.Advance(TimeSpan.FromSeconds(15));
        string ping = await reply.NextFlushAsync();
        failing.SetException(new HttpRequestException(HttpRequestError.ConnectionError));
        await served.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);

        Assert.StartsWith("event: ping\n", ping, StringComparison.Ordinal);
        Assert.StartsWith(ping + "event: error\n", reply.Text, StringComparison.Ordinal);
        Assert.Equal((200, "upstream_error"), (rig.Record.Status, rig.Record.Code));
    }

    [Fact]
    public async Task Sends_no_keep_alive_while_the_stream_flows_nor_to_a_call_that_is_not_streamed()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First));
        var answer = new TaskCompletionSource<HttpResponseMessage>();
        rig.Upstream.Then((_, _) => answer.Task);
        var reply = new FakeReply();
        Task served = rig.StartAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(), reply);
        await rig.Upstream.NextCallAsync();

        rig.Time.Advance(TimeSpan.FromSeconds(60));
        answer.SetResult(new HttpResponseMessage { Content = new StringContent(Wire.ChatReply, Encoding.UTF8, "application/json") });
        await served.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);

        Assert.Equal(Wire.ChatReply, reply.Text);
    }

    [Fact]
    public async Task Passes_comments_and_unknown_events_and_an_end_without_a_blank_line()
    {
        const string Sent = ": OPENROUTER PROCESSING\n\n" + Wire.ChatRole + "event: novelty\ndata: {\"a\":1}\n\n" + Wire.ChatText + Wire.ChatStop + "data: [DONE]";
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First));
        rig.Upstream.Streams(Sent);

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(stream: true));

        Assert.Equal(Sent, reply.Text);
        Assert.Null(rig.Record.Code);
    }

    [Fact]
    public async Task Never_glues_its_error_to_half_an_event_wherever_the_stream_is_cut()
    {
        byte[] sent = Encoding.UTF8.GetBytes(Wire.ChatRole + Wire.ChatText + Wire.ChatText);
        int firstContent = Encoding.UTF8.GetByteCount(Wire.ChatRole + Wire.ChatText);
        for (int cut = firstContent; cut < sent.Length; cut++)
        {
            using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First));
            rig.Upstream.Streams(new MemoryStream(sent, 0, cut));

            FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(stream: true));

            string[] events = reply.Text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(3, events.Length);
            Assert.StartsWith("data: {\"error\":", events[2], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Falls_back_from_a_whole_reply_to_a_request_for_a_stream()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First, PipelineRig.Second));
        rig.Upstream.Answers(Wire.ChatReply).Streams(Wire.ChatStream);

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(stream: true));

        Assert.EndsWith(Wire.Done, reply.Text, StringComparison.Ordinal);
        Assert.Equal("server_error", rig.Record.Attempts[0].Fault);
        Assert.Equal((6L, 4L), (rig.Record.Usage!.Input, rig.Record.Usage.Output));
    }
}

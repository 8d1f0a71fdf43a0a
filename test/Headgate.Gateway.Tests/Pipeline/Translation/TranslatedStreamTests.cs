using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Tests.Pipeline.Translation;

public sealed class TranslatedStreamTests
{
    [Fact]
    public async Task Streams_Anthropics_answer_to_an_OpenAI_client()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.Claude));
        rig.Upstream.Streams(Wire.MessageStream);

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(stream: true));

        Assert.Equal((200, "text/event-stream; charset=utf-8"), (reply.Status, reply.ContentType));
        JsonElement[] chunks = Chunks(reply.Text);
        Assert.Equal("hello", string.Concat(chunks.Select(Delta)));
        Assert.Equal("stop", Assert.Single(chunks.Select(Finish), reason => reason is not null));
        Assert.All(chunks, chunk => Assert.Equal(rig.Time.GetUtcNow().ToUnixTimeSeconds(), chunk.GetProperty("created").GetInt64()));
        Assert.EndsWith(Wire.Done, reply.Text, StringComparison.Ordinal);
        Assert.Equal((3, 2), (rig.Record.Usage!.Input, rig.Record.Usage.Output));
        Assert.Equal("msg_1", rig.Record.ResponseId);
    }

    [Fact]
    public async Task Streams_OpenAIs_answer_to_an_Anthropic_client()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.Gpt));
        rig.Upstream.Streams(Wire.ChatStream);

        FakeReply reply = await rig.SendAsync(WireProtocol.AnthropicMessages, PipelineRig.Messages(stream: true));

        Assert.Equal("héhé", Text(reply.Text));
        Assert.Contains("\"stop_reason\":\"end_turn\"", reply.Text, StringComparison.Ordinal);
        Assert.Equal(1, Count(reply.Text, "event: message_stop\n"));
        Assert.Equal((3, 2), (rig.Record.Usage!.Input, rig.Record.Usage.Output));
    }

    [Theory]
    [InlineData(Wire.MessageStart + Wire.BlockStart + Wire.BlockDelta)]
    [InlineData(Wire.MessageStart + Wire.BlockStart + Wire.BlockDelta + Wire.MessageError)]
    public async Task Numbers_the_failure_of_a_responses_stream_behind_what_the_client_was_sent(string sent)
    {
        using var rig = new PipelineRig(PipelineRig.Alias("a", PipelineRig.Claude));
        rig.Upstream.Streams(sent);

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIResponses, PipelineRig.Call("""{"model":"a","input":"x","stream":true}"""));

        JsonElement[] events = Chunks(reply.Text);
        Assert.Equal(["response.failed", "error"], events[^2..].Select(each => each.GetProperty("type").GetString()));
        Assert.Equal(Enumerable.Range(0, events.Length), events.Select(each => each.GetProperty("sequence_number").GetInt32()));
    }

    [Theory]
    [InlineData(WireProtocol.OpenAIChat, Wire.MessageStream)]
    [InlineData(WireProtocol.AnthropicMessages, Wire.ChatStream)]
    public async Task Gives_the_client_the_same_bytes_at_every_split_point_and_byte_by_byte(WireProtocol protocol, string sent)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(sent);
        string whole = await SendAsync([]);
        foreach (int cut in Enumerable.Range(1, bytes.Length - 1))
        {
            Assert.Equal(whole, await SendAsync([cut]));
        }

        Assert.Equal(whole, await SendAsync(Enumerable.Range(1, bytes.Length)));

        async Task<string> SendAsync(IEnumerable<int> cuts)
        {
            using PipelineRig rig = Foreign(protocol);
            rig.Upstream.Streams(new SlicedStream(bytes, cuts));
            return (await rig.SendAsync(protocol, Request(protocol))).Text;
        }
    }

    [Theory]
    [InlineData(WireProtocol.OpenAIChat)]
    [InlineData(WireProtocol.AnthropicMessages)]
    public async Task Drops_a_translated_preamble_when_the_attempt_fails_before_its_first_content(WireProtocol protocol)
    {
        bool isChat = protocol == WireProtocol.OpenAIChat;
        using var rig = new PipelineRig(isChat
            ? PipelineRig.Alias("chat", PipelineRig.Claude, PipelineRig.Gpt)
            : PipelineRig.Alias("chat", PipelineRig.Gpt, PipelineRig.Claude));
        rig.Upstream.Streams(isChat ? Wire.MessageStart + Wire.BlockStart + Wire.MessageError : Wire.ChatRole + Wire.ChatError)
            .Streams(isChat ? Wire.ChatStream : Wire.MessageStream);

        FakeReply reply = await rig.SendAsync(protocol, Request(protocol));

        Assert.Equal(isChat ? Wire.ChatRole + Wire.ChatText + Wire.ChatText + Wire.ChatStop + Wire.Done : Wire.MessageStream, reply.Text);
        Assert.Equal("2", reply.Headers["x-headgate-attempts"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("event: content_block_delta\ndata: {\"type\":\n\n")]
    [InlineData("event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":7}}\n\n")]
    [InlineData(Wire.MessageError)]
    public async Task Ends_in_the_clients_own_words_when_the_vendor_fails_after_the_first_content(string failure)
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.Claude, PipelineRig.Gpt));
        rig.Upstream.Streams(Wire.MessageStart + Wire.BlockStart + Wire.BlockDelta + failure);

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(stream: true));

        string[] events = reply.Text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("data: {\"error\":", events[^1], StringComparison.Ordinal);
        Assert.Equal("hello", string.Concat(Chunks(string.Join("\n\n", events[..^1])).Select(Delta)));
        Assert.DoesNotContain("[DONE]", reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"finish_reason\":\"", reply.Text, StringComparison.Ordinal);
        Assert.NotNull(rig.Record.Code);
        Assert.Single(rig.Record.Attempts);
    }

    [Theory]
    [InlineData(Wire.ChatRole + Wire.ChatText)]
    [InlineData(Wire.ChatRole + Wire.ChatText + "data: {\"choices\":[{\"index\":0,\"delta\":{\"cont")]
    public async Task Never_forges_the_end_of_a_stream_that_was_cut(string sent)
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.Gpt));
        rig.Upstream.Streams(sent);

        FakeReply reply = await rig.SendAsync(WireProtocol.AnthropicMessages, PipelineRig.Messages(stream: true));

        Assert.Equal("hé", Text(reply.Text));
        Assert.Contains("event: error\n", reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("message_stop", reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("end_turn", reply.Text, StringComparison.Ordinal);
        Assert.Equal("upstream_error", rig.Record.Code);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Writes_the_end_once_for_a_vendor_that_leaves_out_the_last_mark(bool breaks)
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.Gpt));
        rig.Upstream.Streams(new SlicedStream(Encoding.UTF8.GetBytes(Wire.ChatRole + Wire.ChatText + Wire.ChatStop), [], breaks));

        FakeReply reply = await rig.SendAsync(WireProtocol.AnthropicMessages, PipelineRig.Messages(stream: true));

        Assert.Equal(1, Count(reply.Text, "event: message_delta\n"));
        Assert.EndsWith("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n", reply.Text, StringComparison.Ordinal);
        Assert.Equal(1, Count(reply.Text, "event: message_stop\n"));
        Assert.Null(rig.Record.Code);
    }

    [Fact]
    public async Task Passes_over_comments_unknown_events_and_whatever_follows_the_end()
    {
        using var plain = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.Gpt));
        plain.Upstream.Streams(Wire.ChatStream);
        string expected = (await plain.SendAsync(WireProtocol.AnthropicMessages, PipelineRig.Messages(stream: true))).Text;

        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.Gpt));
        rig.Upstream.Streams(": PROCESSING\n\n" + Wire.ChatStream + Wire.ChatUsage + Wire.Done + "data: {");
        string told = (await rig.SendAsync(WireProtocol.AnthropicMessages, PipelineRig.Messages(stream: true))).Text;

        Assert.Equal(expected, told);
        Assert.Null(rig.Record.Code);
    }

    [Fact]
    public async Task Keeps_the_connection_alive_in_the_clients_own_words()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.Gpt));
        var pipe = new Pipe();
        rig.Upstream.Streams(pipe.Reader.AsStream());
        var reply = new FakeReply();
        Task served = rig.StartAsync(WireProtocol.AnthropicMessages, PipelineRig.Messages(stream: true), reply);
        await rig.Upstream.NextCallAsync();

        rig.Time.Advance(TimeSpan.FromSeconds(15));
        string first = await reply.NextFlushAsync();
        await pipe.Writer.WriteAsync(Encoding.UTF8.GetBytes(Wire.ChatStream), TestContext.Current.CancellationToken);
        await pipe.Writer.CompleteAsync();
        await served.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);

        Assert.StartsWith("event: ping\n", first, StringComparison.Ordinal);
        Assert.Equal("héhé", Text(reply.Text));
    }

    [Fact]
    public async Task Cancels_a_translated_stream_when_the_client_leaves_and_keeps_what_was_used()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.Claude, PipelineRig.Gpt));
        var pipe = new Pipe();
        rig.Upstream.Streams(pipe.Reader.AsStream());
        using var departed = new CancellationTokenSource();
        var reply = new FakeReply();
        Task served = rig.StartAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(stream: true), reply, departed.Token);
        await pipe.Writer.WriteAsync(Encoding.UTF8.GetBytes(Wire.MessageStart + Wire.BlockStart + Wire.BlockDelta), TestContext.Current.CancellationToken);
        await reply.NextFlushAsync();

        await departed.CancelAsync();
        await served.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);

        Assert.Equal((200, "client_closed"), (rig.Record.Status, rig.Record.Code));
        Assert.Equal(3, rig.Record.Usage!.Input);
        Assert.Single(rig.Upstream.Calls);
    }

    private static PipelineRig Foreign(WireProtocol protocol) =>
        new(PipelineRig.Alias("chat", protocol == WireProtocol.OpenAIChat ? PipelineRig.Claude : PipelineRig.Gpt));

    private static FakeRequest Request(WireProtocol protocol) =>
        protocol == WireProtocol.OpenAIChat ? PipelineRig.Chat(stream: true) : PipelineRig.Messages(stream: true);

    private static JsonElement[] Chunks(string stream) =>
        [.. from line in stream.Split('\n') where line.StartsWith("data: {", StringComparison.Ordinal) select JsonDocument.Parse(line[6..]).RootElement];

    private static string? Delta(JsonElement chunk) =>
        chunk.GetProperty("choices")[0].GetProperty("delta").TryGetProperty("content", out JsonElement content) ? content.GetString() : null;

    private static string? Finish(JsonElement chunk) => chunk.GetProperty("choices")[0].GetProperty("finish_reason").GetString();

    private static string Text(string stream) => string.Concat(
        from data in Chunks(stream)
        where data.GetProperty("type").GetString() == "content_block_delta"
        select data.GetProperty("delta").GetProperty("text").GetString());

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}

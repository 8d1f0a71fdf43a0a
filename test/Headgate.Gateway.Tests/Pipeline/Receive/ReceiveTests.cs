using System.Buffers;
using System.IO.Pipelines;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Tests.Pipeline.Receive;

public sealed class ReceiveTests
{
    private static readonly (string, string)[] Json = [("authorization", "Bearer " + PipelineRig.Secret), ("content-type", "application/json")];

    [Theory]
    [InlineData("", "invalid_json")]
    [InlineData("{", "invalid_json")]
    [InlineData("[]", "invalid_request")]
    [InlineData("""{"model":"chat","mod\u0065l":"x","messages":[{}]}""", "invalid_json")]
    [InlineData("""{"messages":[{}]}""", "invalid_request")]
    [InlineData("""{"model":7,"messages":[{}]}""", "invalid_request")]
    [InlineData("""{"model":"chat","messages":"hi"}""", "invalid_request")]
    [InlineData("""{"model":"chat","messages":[{}],"stream":"yes"}""", "invalid_request")]
    public async Task Refuses_a_body_that_it_could_not_rely_on(string body, string code)
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First));

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, new FakeRequest(body, Json));

        Assert.Equal(400, reply.Status);
        Assert.Contains($"\"code\":\"{code}\"", reply.Text, StringComparison.Ordinal);
        Assert.Empty(rig.Upstream.Calls);
    }

    [Theory]
    [InlineData("""{"messages":[{"role":"user","content":"hi"}]}""", """{"messages":[{"role":"user","content":"hi"}],"model":"m"}""")]
    [InlineData("""{"model":"other","messages":[{}],"x":1}""", """{"model":"m","messages":[{}],"x":1}""")]
    [InlineData("""{"model":7,"messages":[{}]}""", """{"model":"m","messages":[{}]}""")]
    public async Task A_model_in_the_path_counts_whatever_the_body_says(string body, string sent)
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First));
        rig.Upstream.Answers(Wire.ChatReply);

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, new FakeRequest(body, Json) { PathModel = "chat" });

        Assert.Equal(200, reply.Status);
        Assert.Equal(sent, Assert.Single(rig.Upstream.Calls).Body);
        Assert.Equal("chat", rig.Record.Model);
    }

    [Theory]
    [InlineData("", "{}")]
    [InlineData("a\nb", "{}")]
    [InlineData("chat", "[]")]
    [InlineData("chat", """{"messages":"hi"}""")]
    public async Task A_model_in_the_path_and_its_body_are_checked_like_any(string model, string body)
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First));
        Assert.Equal(400, (await rig.SendAsync(WireProtocol.OpenAIChat, new FakeRequest(body, Json) { PathModel = model })).Status);
        Assert.Empty(rig.Upstream.Calls);
    }

    [Fact]
    public async Task Stops_reading_a_body_without_end_just_past_the_cap()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First));
        rig.Use(config => config.Server with { MaxBodyBytes = 100_000 });
        var endless = new EndlessStream();

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, new FakeRequest([], Json) { ContentLength = null, Body = PipeReader.Create(endless) });

        Assert.Equal(413, reply.Status);
        Assert.InRange(endless.Given, 100_001, 200_000);
    }

    [Fact]
    public async Task Refuses_a_declared_length_past_the_cap_without_reading()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First));
        var request = new FakeRequest([], Json) { ContentLength = 33L << 20 };

        Assert.Equal(413, (await rig.SendAsync(WireProtocol.OpenAIChat, request)).Status);
        Assert.False(request.WasRead);
    }

    [Fact]
    public async Task Bounds_the_bodies_held_at_once_and_gives_the_memory_back()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First));
        rig.Use(config => config.Server with { MaxBufferedBytes = 100_000 });
        rig.Upstream.Hangs().Answers(Wire.ChatReply);
        using var departed = new CancellationTokenSource();
        Task open = rig.StartAsync(WireProtocol.OpenAIChat, Large(), new FakeReply(), departed.Token);
        await rig.Upstream.NextCallAsync();

        FakeReply refused = await rig.SendAsync(WireProtocol.OpenAIChat, Large());
        await departed.CancelAsync();
        await open.WaitAsync(Patience.Limit);
        FakeReply served = await rig.SendAsync(WireProtocol.OpenAIChat, Large());

        Assert.Equal((503, "1", 200), (refused.Status, refused.Headers["retry-after"], served.Status));
    }

    [Theory]
    [InlineData("text/plain", 415)]
    [InlineData("application/x-www-form-urlencoded", 415)]
    [InlineData("application/json; charset=utf-8", 200)]
    [InlineData("application/vnd.api+json", 200)]
    public async Task Takes_JSON_by_its_content_type(string contentType, int status)
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First));
        rig.Upstream.Answers(Wire.ChatReply);
        var request = new FakeRequest("""{"model":"chat","messages":[{}]}""", ("x-api-key", PipelineRig.Secret), ("content-type", contentType));

        Assert.Equal(status, (await rig.SendAsync(WireProtocol.OpenAIChat, request)).Status);
    }

    [Theory]
    [InlineData("""{"a":"b","n":1,"t":true}""", 200)]
    [InlineData("{}", 200)]
    [InlineData("[]", 400)]
    [InlineData("nonsense", 400)]
    [InlineData("""{"a":{}}""", 400)]
    public async Task Reads_bounded_metadata(string metadata, int status)
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First));
        rig.Upstream.Answers(Wire.ChatReply);

        Assert.Equal(status, (await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(headers: ("x-headgate-metadata", metadata)))).Status);
        Assert.Equal(status == 200 && metadata.Length > 2 ? "true" : null, rig.Record.Metadata.GetValueOrDefault("t"));
    }

    [Fact]
    public void A_sending_keeps_the_memory_from_the_next_request_until_it_ends()
    {
        using var rig = new PipelineRig();
        var memory = new BodyMemory(rig);
        var body = new BodyBuffer(memory);
        Assert.True(body.TryAppend(new ReadOnlySequence<byte>("hello"u8.ToArray()), 5));
        Assert.True(body.TryHold());

        body.Release();
        Assert.True(memory.Taken > 0);
        body.Release();

        Assert.Equal(0, memory.Taken);
        Assert.False(body.TryHold());
    }

    private static FakeRequest Large() => new("""{"model":"chat","messages":[{"role":"user","content":" """ + new string('x', 60_000) + "\"}]}", Json);

    private sealed class EndlessStream : MemoryStream
    {
        public long Given { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)' ');
            Given += buffer.Length;
            return ValueTask.FromResult(buffer.Length);
        }
    }
}

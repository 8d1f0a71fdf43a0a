using System.Text;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;

namespace Headgate.Llm.Tests.Protocols.BedrockConverse;

public sealed class ConverseStreamReaderTests
{
    private readonly StreamReading _reading = NativeProtocols.Get(WireProtocol.BedrockConverse).OpenStream();

    [Theory]
    [InlineData("messageStart", """{"role":"assistant"}""", StreamEventKind.Preamble)]
    [InlineData("contentBlockStart", """{"contentBlockIndex":1,"start":{"toolUse":{"toolUseId":"a","name":"b"}}}""", StreamEventKind.Content)]
    [InlineData("contentBlockDelta", """{"contentBlockIndex":0,"delta":{"text":"a"}}""", StreamEventKind.Content)]
    [InlineData("contentBlockDelta", """{"contentBlockIndex":0,"delta":{"text":""},"p":"abc"}""", StreamEventKind.Preamble)]
    [InlineData("contentBlockDelta", """{"contentBlockIndex":0,"delta":{"reasoningContent":{"signature":"s"}}}""", StreamEventKind.Content)]
    [InlineData("contentBlockStop", """{"contentBlockIndex":0}""", StreamEventKind.Preamble)]
    [InlineData("messageStop", """{"stopReason":"end_turn"}""", StreamEventKind.Finish)]
    [InlineData("messageStop", """{"stopReason":"malformed_tool_use"}""", StreamEventKind.Error)]
    [InlineData("metadata", """{"usage":{"inputTokens":4}}""", StreamEventKind.Preamble)]
    [InlineData("neverHeardOf", """{"a":1}""", StreamEventKind.Preamble)]
    [InlineData("neverHeardOf", "", StreamEventKind.Preamble)]
    [InlineData("error", """{"type":"error","error":{"type":"throttlingException","message":"m"}}""", StreamEventKind.Error)]
    [InlineData("contentBlockDelta", """{"delta":{"text":"a"}""", StreamEventKind.Malformed)]
    [InlineData("contentBlockDelta", """{"delta":{"text":"a"}} {}""", StreamEventKind.Malformed)]
    [InlineData("messageStop", "[]", StreamEventKind.Malformed)]
    [InlineData("", "damaged", StreamEventKind.Malformed)]
    public void Says_what_a_frame_is(string name, string payload, StreamEventKind expected) => Assert.Equal(expected, Read(name, payload));

    [Fact]
    public void The_answer_is_complete_before_its_usage_comes()
    {
        Assert.False(_reading.IsComplete);
        Read("messageStop", """{"stopReason":"end_turn"}""");
        Assert.True(_reading.IsComplete);
        Assert.Null(_reading.Usage);
        Read("metadata",
            """{"usage":{"inputTokens":4,"outputTokens":5,"cacheReadInputTokens":6,"cacheWriteInputTokens":7,"cacheDetails":[{"ttl":"1h","inputTokens":3}]}}""");
        Assert.Equal((4, 5, 6, 4, 3),
            (_reading.Usage!.InputText, _reading.Usage.OutputText, _reading.Usage.CacheRead, _reading.Usage.CacheWrite5m, _reading.Usage.CacheWrite1h));
    }

    [Fact]
    public void Keeps_the_vendors_words()
    {
        Read("error", """{"type":"error","error":{"type":"throttlingException","message":"Too many tokens"}}""");
        Assert.Equal(new VendorError("throttlingException", null, "Too many tokens", null), _reading.Error);
        Assert.False(_reading.IsComplete);
    }

    [Theory]
    [InlineData("""{"output":{"message":{"content":[]}},"stopReason":"end_turn","usage":{"inputTokens":4,"outputTokens":5}}""", true)]
    [InlineData("""{"output":{"message":{"content":[]}},"stopReason":"malformed_model_output"}""", false)]
    [InlineData("""{"message":"no"}""", false)]
    [InlineData("""{"output":{}""", false)]
    [InlineData("[]", false)]
    public void Knows_a_whole_answer(string body, bool expected) =>
        Assert.Equal(expected, NativeProtocols.Get(WireProtocol.BedrockConverse).ReadReply(Encoding.UTF8.GetBytes(body)).IsValid);

    private StreamEventKind Read(string name, string payload) => _reading.Read(new SseEvent
    {
        Raw = default, Name = Encoding.UTF8.GetBytes(name), Data = Encoding.UTF8.GetBytes(payload),
    });
}

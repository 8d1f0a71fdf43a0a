using System.Text;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;

namespace Headgate.Llm.Tests.Protocols.GeminiGenerateContent;

public sealed class GeminiStreamReaderTests
{
    private readonly StreamReading _reading = NativeProtocols.Get(WireProtocol.GeminiGenerateContent).OpenStream();

    [Theory]
    [InlineData("""{"candidates":[{"content":{"parts":[{"text":"a"}],"role":"model"},"index":0}]}""", StreamEventKind.Content)]
    [InlineData("""{"candidates":[{"content":{"parts":[{"text":"a"}]},"finishReason":"STOP"}]}""", StreamEventKind.Content)]
    [InlineData("""{"candidates":[{"content":{"parts":[{"text":"a","thought":true}]}}]}""", StreamEventKind.Content)]
    [InlineData("""{"candidates":[{"content":{"parts":[{"text":"","thoughtSignature":"cw=="}]}}]}""", StreamEventKind.Content)]
    [InlineData("""{"candidates":[{"content":{"parts":[{"functionCall":{"name":"f","args":{}}}]}}]}""", StreamEventKind.Content)]
    [InlineData("""{"candidates":[{"content":{"parts":[{"text":""}],"role":"model"}}]}""", StreamEventKind.Preamble)]
    [InlineData("""{"candidates":[{"content":{"role":"model"}}],"usageMetadata":{"promptTokenCount":3}}""", StreamEventKind.Preamble)]
    [InlineData("""{"candidates":[{"content":{"parts":[{"text":""}]},"finishReason":"MAX_TOKENS"}]}""", StreamEventKind.Finish)]
    [InlineData("""{"candidates":[{"finishReason":"NEVER_HEARD_OF"}]}""", StreamEventKind.Finish)]
    [InlineData("""{"candidates":[{"finishReason":"FINISH_REASON_UNSPECIFIED"}]}""", StreamEventKind.Preamble)]
    [InlineData("""{"candidates":[{"finishReason":"MALFORMED_FUNCTION_CALL"}]}""", StreamEventKind.Error)]
    [InlineData("""{"candidates":[{"finishReason":"OTHER"}]}""", StreamEventKind.Error)]
    [InlineData("""{"promptFeedback":{"blockReason":"SAFETY"}}""", StreamEventKind.Finish)]
    [InlineData("""{"promptFeedback":{"safetyRatings":[]}}""", StreamEventKind.Preamble)]
    [InlineData("""{"usageMetadata":{"promptTokenCount":3}}""", StreamEventKind.Preamble)]
    [InlineData("""{"candidates":[null,3,{"content":null}],"promptFeedback":null}""", StreamEventKind.Preamble)]
    [InlineData("""{"error":{"code":503,"message":"The model is overloaded.","status":"UNAVAILABLE"}}""", StreamEventKind.Error)]
    [InlineData("{}", StreamEventKind.Preamble)]
    [InlineData("", StreamEventKind.Preamble)]
    [InlineData("[]", StreamEventKind.Malformed)]
    [InlineData("[DONE]", StreamEventKind.Malformed)]
    [InlineData("{} {}", StreamEventKind.Malformed)]
    [InlineData("""{"candidates":[{""", StreamEventKind.Malformed)]
    public void Says_what_a_chunk_is(string chunk, StreamEventKind expected) => Assert.Equal(expected, Read(chunk));

    [Fact]
    public void Is_complete_when_every_candidate_has_ended()
    {
        Read("""{"responseId":"r1","candidates":[{"index":0,"content":{"parts":[{"text":"a"}]}},{"index":1,"content":{"parts":[{"text":"b"}]}}]}""");
        Read("""{"candidates":[{"index":0,"finishReason":"STOP"}]}""");
        Assert.False(_reading.IsComplete);
        Read("""{"responseId":"r2","candidates":[{"index":1,"finishReason":"STOP"}]}""");
        Assert.True(_reading.IsComplete);
        Assert.Equal("r1", _reading.ResponseId);
    }

    [Fact]
    public void A_blocked_prompt_is_a_complete_answer()
    {
        Read("""{"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"},"usageMetadata":{"promptTokenCount":4}}""");
        Assert.True(_reading.IsComplete);
    }

    [Fact]
    public void Names_why_the_model_failed()
    {
        Read("""{"candidates":[{"finishReason":"UNEXPECTED_TOOL_CALL"}]}""");
        Assert.Equal("UNEXPECTED_TOOL_CALL", _reading.Error?.Type);
    }

    [Fact]
    public void Keeps_the_last_usage()
    {
        Read("""{"usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":1}}""");
        Read("""{"usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":5,"thoughtsTokenCount":2}}""");
        Read("""{"candidates":[]}""");
        Assert.Equal(new Usage { InputText = 9, OutputText = 5, OutputReasoning = 2 }, _reading.Usage);
    }

    private StreamEventKind Read(string data) =>
        _reading.Read(new SseEvent { Raw = default, Name = default, Data = Encoding.UTF8.GetBytes(data) });
}

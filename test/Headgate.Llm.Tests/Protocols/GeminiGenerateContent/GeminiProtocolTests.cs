using System.Buffers;
using System.Text;
using System.Text.Json;
using CsCheck;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;
using Headgate.Llm.Protocols.Gemini;
using Headgate.Llm.Protocols.GeminiGenerateContent;

namespace Headgate.Llm.Tests.Protocols.GeminiGenerateContent;

public sealed class GeminiProtocolTests
{
    private readonly NativeProtocol _gemini = NativeProtocols.Get(WireProtocol.GeminiGenerateContent);

    [Fact]
    public void The_path_says_model_and_stream()
    {
        Assert.Equal("models/gemini-2.5-pro:generateContent", _gemini.UpstreamPath("gemini-2.5-pro", isStream: false));
        Assert.Equal("models/a%2Fb:streamGenerateContent?alt=sse", _gemini.UpstreamPath("a/b", isStream: true));
    }

    [Theory]
    [InlineData("{}", "$.contents is missing")]
    [InlineData("""{"contents":null}""", "$.contents is missing")]
    [InlineData("""{"contents":"hi"}""", "$.contents")]
    [InlineData("""{"contents":[ ]}""", "$.contents is empty")]
    public void A_request_has_contents(string body, string message) =>
        Assert.Contains(message, _gemini.Check(Scan(body))!.Message, StringComparison.Ordinal);

    [Fact]
    public void A_request_needs_no_model_in_its_body() => Assert.Null(_gemini.Check(Scan("""{"contents":[{"parts":[{"text":"hi"}]}]}""")));

    [Fact]
    public void Counts_each_token_once()
    {
        ReplyReading reading = Read("""
            {"responseId":"r","candidates":[{"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":100,"cachedContentTokenCount":30,
            "toolUsePromptTokenCount":7,"candidatesTokenCount":20,"thoughtsTokenCount":9,"totalTokenCount":136,
            "promptTokensDetails":[{"modality":"TEXT","tokenCount":60},{"modality":"IMAGE","tokenCount":30},{"modality":"AUDIO","tokenCount":10}],
            "cacheTokensDetails":[{"modality":"IMAGE","tokenCount":12},{"modality":"TEXT","tokenCount":18}],
            "candidatesTokensDetails":[{"modality":"TEXT","tokenCount":15},{"modality":"IMAGE","tokenCount":5}]}}
            """);
        Usage usage = new()
        {
            InputText = 49, InputImage = 18, InputAudio = 10, CacheRead = 30, OutputText = 15, OutputImage = 5, OutputReasoning = 9,
        };
        Assert.Equal(new ReplyReading(true, usage, "r"), reading);
        Assert.Equal((107L, 29L), (reading.Usage!.Input, reading.Usage.Output));
    }

    [Fact]
    public void The_usage_written_is_the_usage_read() =>
        Gen.Long[0, 1000].Array[8].Sample(
            count =>
            {
                Usage usage = new()
                {
                    InputText = count[0], InputImage = count[1], InputAudio = count[2], CacheRead = count[3],
                    OutputText = count[4], OutputImage = count[5], OutputAudio = count[6], OutputReasoning = count[7],
                };
                ArrayBufferWriter<byte> output = new();
                using (Utf8JsonWriter writer = new(output))
                {
                    writer.WriteStartObject();
                    writer.WriteStartArray("candidates");
                    writer.WriteStartObject();
                    writer.WriteString("finishReason", "STOP");
                    writer.WriteEndObject();
                    writer.WriteEndArray();
                    GeminiUsageWriter.Write(writer, usage, []);
                    writer.WriteEndObject();
                }

                Assert.Equal(usage, Read(Encoding.UTF8.GetString(output.WrittenSpan)).Usage);
            },
            iter: 1_000);

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("""{"candidates":[]}""")]
    [InlineData("""{"candidates":[{"content":{"parts":[{"text":"a"}]},"finishReason":"MALFORMED_RESPONSE"}]}""")]
    [InlineData("""{"error":{"code":500}}""")]
    public void Knows_what_is_no_answer(string body) => Assert.False(Read(body).IsValid);

    [Theory]
    [InlineData("STOP", FinishReason.Stop)]
    [InlineData("MAX_TOKENS", FinishReason.Length)]
    [InlineData("SAFETY", FinishReason.ContentFilter)]
    [InlineData("IMAGE_SAFETY", FinishReason.ContentFilter)]
    [InlineData("CONTINUATION", FinishReason.Pause)]
    [InlineData("MALFORMED_FUNCTION_CALL", null)]
    public void Knows_why_an_answer_ended(string word, FinishReason? reason) => Assert.Equal(reason, GeminiFinish.Read(word));

    [Theory]
    [InlineData(FinishReason.Stop, "STOP")]
    [InlineData(FinishReason.ToolCalls, "STOP")]
    [InlineData(FinishReason.Pause, "STOP")]
    [InlineData(FinishReason.Length, "MAX_TOKENS")]
    [InlineData(FinishReason.ContextWindow, "MAX_TOKENS")]
    [InlineData(FinishReason.ContentFilter, "SAFETY")]
    public void Says_why_an_answer_ended(FinishReason reason, string word) => Assert.Equal(word, GeminiFinish.Word(reason, isRefusal: false));

    [Fact]
    public void Another_vendors_signature_is_carried_in_base64()
    {
        ReasoningPart signed = new() { Text = "", Signature = "Eq+/=", SignedBy = WireProtocol.AnthropicMessages };
        string carried = GeminiSignature.Write(signed)!;
        Assert.Equal("hg.messages.Eq+/=", Encoding.UTF8.GetString(Convert.FromBase64String(carried)));
        Assert.Equal(signed, GeminiSignature.Read(carried, new ReasoningPart()));
        Assert.True(_gemini.WasElsewhere(Scan($$"""{"contents":[{"parts":[{"text":"a","thoughtSignature":"{{carried}}"}]}]}""")));
        Assert.True(_gemini.WasElsewhere(Scan($$"""{"contents":[{"parts":[{"text":"a","thought_signature":"{{carried}}"}]}]}""")));
    }

    [Fact]
    public void What_only_another_vendor_can_read_comes_back_as_such()
    {
        ReasoningPart sealedThinking = new() { Redacted = "Eq+/=", SignedBy = WireProtocol.AnthropicMessages };

        Assert.Equal(sealedThinking, GeminiSignature.Read(GeminiSignature.Write(sealedThinking)!, new ReasoningPart()));
    }

    [Theory]
    [InlineData("CiQBabcd")]
    [InlineData("aGcu!")]
    [InlineData("aGcu")]
    [InlineData("aGcubm9ib2R5Lng=")]
    [InlineData("skip_thought_signature_validator")]
    public void Geminis_own_signatures_stay_as_they_are(string signature)
    {
        ReasoningPart signed = new() { Text = "", Signature = signature, SignedBy = WireProtocol.GeminiGenerateContent };
        Assert.Equal(signature, GeminiSignature.Write(signed));
        Assert.Equal(signed, GeminiSignature.Read(signature, new ReasoningPart()));
    }

    [Fact]
    public void A_conversation_of_its_own_holds_no_foreign_thinking() =>
        Assert.False(_gemini.WasElsewhere(Scan("""{"contents":[{"parts":[{"thoughtSignature":"CiQB"},{"thoughtSignature":""}]}]}""")));

    private ReplyReading Read(string body) => _gemini.ReadReply(Encoding.UTF8.GetBytes(body));

    private static JsonScan Scan(string body) =>
        JsonScan.TryScan(Encoding.UTF8.GetBytes(body), out JsonScan? scan, out GatewayError? error) ? scan : throw new ArgumentException(error.Message);
}

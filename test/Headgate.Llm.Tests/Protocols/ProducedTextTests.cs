using System.Text;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;
using Headgate.Llm.Tokens;

namespace Headgate.Llm.Tests.Protocols;

/// <summary>What a model has said is counted as it passes, in every protocol, for streams that end before their usage is told.</summary>
public sealed class ProducedTextTests
{
    [Theory]
    [InlineData(WireProtocol.OpenAIChat, """data: {"id":"c","choices":[{"index":0,"delta":{"role":"assistant","content":"one"}}]}""")]
    [InlineData(WireProtocol.OpenAIChat, """data: {"id":"c","choices":[{"index":0,"delta":{"reasoning_content":"one"}}]}""")]
    [InlineData(WireProtocol.OpenAIChat, """data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"arguments":"one"}}]}}]}""")]
    [InlineData(WireProtocol.OpenAICompletions, """data: {"id":"c","choices":[{"index":0,"text":"one"}]}""")]
    [InlineData(WireProtocol.OpenAIResponses, """data: {"type":"response.output_text.delta","item_id":"msg_1","output_index":0,"delta":"one"}""")]
    [InlineData(WireProtocol.AnthropicMessages, """data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"one"}}""")]
    [InlineData(WireProtocol.AnthropicMessages, """data: {"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"one"}}""")]
    [InlineData(WireProtocol.GeminiGenerateContent, """data: {"candidates":[{"content":{"role":"model","parts":[{"text":"one","thoughtSignature":"c2lnbmVk"}]}}]}""")]
    public void Text_thinking_and_arguments_count_and_labels_do_not(WireProtocol protocol, string streamEvent)
    {
        ProducedText produced = Read(protocol, streamEvent);

        Assert.Equal(3, produced.Bytes);
        Assert.Equal("one", Encoding.UTF8.GetString(produced.Sample));
    }

    [Fact]
    public void A_signature_is_content_and_no_text() =>
        Assert.Equal(0, Read(WireProtocol.AnthropicMessages, """data: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"c2lnbmVk"}}""").Bytes);

    [Fact]
    public void All_is_counted_and_only_the_beginning_is_kept()
    {
        ProducedText produced = new();
        for (int i = 0; i < 1000; i++)
        {
            produced.Add("ten bytes "u8);
        }

        Assert.Equal(10_000, produced.Bytes);
        Assert.Equal(2048, produced.Sample.Length);
    }

    [Fact]
    public void A_short_text_is_counted_by_its_tokens_and_a_long_one_by_its_beginning()
    {
        ProducedText one = new();
        one.Add("The quick brown fox jumps over the lazy dog."u8);
        Assert.Equal(TokenCounter.Count("The quick brown fox jumps over the lazy dog."), OutputEstimate.Of(one));

        ProducedText many = new();
        for (int i = 0; i < 1000; i++)
        {
            many.Add("The quick brown fox jumps over the lazy dog. "u8);
        }

        Assert.InRange(OutputEstimate.Of(many), 9_500, 10_500);
        Assert.Equal(0, OutputEstimate.Of(new ProducedText()));
    }

    private static ProducedText Read(WireProtocol protocol, string streamEvent)
    {
        NativeProtocol native = NativeProtocols.Get(protocol);
        StreamReading reading = native.OpenStream();
        using IEventBuffer buffer = native.OpenFraming(1 << 16);
        byte[] bytes = Encoding.UTF8.GetBytes(streamEvent + "\n\n");
        bytes.CopyTo(buffer.GetMemory());
        buffer.Advance(bytes.Length);
        while (buffer.TryRead(out SseEvent read))
        {
            Assert.Equal(StreamEventKind.Content, reading.Read(read));
        }

        return reading.Produced;
    }
}

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

    [Theory]
    [InlineData(WireProtocol.OpenAIChat, """{"id":"c","object":"chat.completion","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"o","reasoning":"ne"},"finish_reason":"stop"}]}""")]
    [InlineData(WireProtocol.OpenAIChat, """{"choices":[{"message":{"content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"o","arguments":"ne"}}]}}]}""")]
    [InlineData(WireProtocol.OpenAICompletions, """{"id":"c","choices":[{"index":0,"text":"one","finish_reason":"length"}]}""")]
    [InlineData(WireProtocol.OpenAIResponses, """{"id":"resp_1","status":"completed","instructions":"be brief","output":[{"id":"msg_1","type":"message","status":"completed","role":"assistant","content":[{"type":"output_text","text":"one","annotations":[{"title":"x"}]}]}]}""")]
    [InlineData(WireProtocol.OpenAIResponses, """{"output":[{"type":"function_call","call_id":"call_1","name":"o","arguments":"ne"},{"type":"reasoning","encrypted_content":"c2lnbmVk"}]}""")]
    [InlineData(WireProtocol.AnthropicMessages, """{"id":"msg_1","type":"message","role":"assistant","content":[{"type":"thinking","thinking":"on","signature":"c2lnbmVk"},{"type":"text","text":"e"}]}""")]
    [InlineData(WireProtocol.GeminiGenerateContent, """{"candidates":[{"content":{"role":"model","parts":[{"text":"one","thoughtSignature":"c2lnbmVk"}]},"finishReason":"STOP"}],"modelVersion":"m"}""")]
    [InlineData(WireProtocol.BedrockConverse, """{"output":{"message":{"role":"assistant","content":[{"text":"one"}]}},"stopReason":"end_turn"}""")]
    [InlineData(WireProtocol.OllamaChat, """{"model":"m","message":{"role":"assistant","content":"one"},"done":true,"done_reason":"stop"}""")]
    public void Of_whole_replies_too(WireProtocol protocol, string reply)
    {
        ProducedText said = NativeProtocols.Get(protocol).Said(Encoding.UTF8.GetBytes(reply))!;

        Assert.Equal("one", Encoding.UTF8.GetString(said.Sample));
    }

    [Theory]
    [InlineData(WireProtocol.AnthropicMessages, """{"content":[{"type":"tool_use","id":"toolu_1","name":"f","input":{"a":[1,true]}}]}""")]
    [InlineData(WireProtocol.GeminiGenerateContent, """{"candidates":[{"content":{"parts":[{"functionCall":{"name":"f","args":{"a":[1,true]}}}]}}]}""")]
    [InlineData(WireProtocol.BedrockConverse, """{"output":{"message":{"content":[{"toolUse":{"toolUseId":"t","name":"f","input":{"a":[1,true]}}}]}}}""")]
    [InlineData(WireProtocol.OllamaChat, """{"message":{"tool_calls":[{"function":{"name":"f","arguments":{"a":[1,true]}}}]}}""")]
    public void Arguments_count_as_they_are_written(WireProtocol protocol, string reply)
    {
        ProducedText said = NativeProtocols.Get(protocol).Said(Encoding.UTF8.GetBytes(reply))!;

        Assert.Equal("""f{"a":[1,true]}""", Encoding.UTF8.GetString(said.Sample));
    }

    [Theory]
    [InlineData(WireProtocol.OpenAIEmbeddings)]
    [InlineData(WireProtocol.AnthropicCountTokens)]
    public void Where_nothing_is_generated_nothing_is_said(WireProtocol protocol) => Assert.Null(NativeProtocols.Get(protocol).Said("{}"u8));

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

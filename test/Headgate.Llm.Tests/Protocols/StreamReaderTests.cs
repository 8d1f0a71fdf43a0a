using System.Text;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;

namespace Headgate.Llm.Tests.Protocols;

public sealed class StreamReaderTests
{
    [Theory]
    [InlineData("""{"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"stop"}]}""", StreamEventKind.Content)]
    [InlineData("""{"choices":[{"delta":{"content":"a"}}],"error":{"message":"x"}}""", StreamEventKind.Error)]
    [InlineData("""{"error":{"message":"x"},"choices":[""", StreamEventKind.Error)]
    [InlineData("""{"choices":[{"delta":{"content":"a"}}],"error":null}""", StreamEventKind.Content)]
    [InlineData("""{"choices":[{"delta":{"content":"a"}}],"error":false}""", StreamEventKind.Content)]
    [InlineData("""{"choices":[{"delta":{"content":"a"}}],"error":0}""", StreamEventKind.Content)]
    [InlineData("""{"choices":[{"delta":{"content":"a"}}],"error":""}""", StreamEventKind.Content)]
    [InlineData("""{"error":"text"}""", StreamEventKind.Error)]
    [InlineData("""{"choices":[{"delta":{},"finish_reason":"error"}]}""", StreamEventKind.Error)]
    [InlineData("""{"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":1}}""", StreamEventKind.UsageOnly)]
    [InlineData("""{"usage":{"prompt_tokens":1,"completion_tokens":1}}""", StreamEventKind.UsageOnly)]
    [InlineData("""{"choices":[],"usage":null}""", StreamEventKind.Preamble)]
    [InlineData("""{"choices":[],"usage":{}}""", StreamEventKind.Preamble)]
    [InlineData("""{"choices":[{"index":0,"delta":{"role":"assistant","content":""}}],"usage":{"prompt_tokens":1,"completion_tokens":0}}""", StreamEventKind.Preamble)]
    [InlineData("""{"choices":[{"delta":{"role":"assistant","content":"","tool_calls":null,"reasoning":null}}]}""", StreamEventKind.Preamble)]
    [InlineData("""{"choices":[{"delta":{"content":[]}}]}""", StreamEventKind.Preamble)]
    [InlineData("""{"choices":[{"delta":{"content":"\ud800"}}]}""", StreamEventKind.Content)]
    [InlineData("""{"choices":[{"delta":{"c\u006fntent":"a"}}]}""", StreamEventKind.Content)]
    [InlineData("""{"choices":[{"delta":null},null,3,"x",[]],"id":7,"usage":[1]}""", StreamEventKind.Preamble)]
    [InlineData("""{"choices":{"a":1}}""", StreamEventKind.Preamble)]
    [InlineData("""{"choices":[{"delta":{"content":"a"}}],"x_groq":{"id":"r","error":null}}""", StreamEventKind.Content)]
    [InlineData("""{"choices":[{"delta":{"content":"a"}}],"x_groq":{"error":"","id":"r"}}""", StreamEventKind.Content)]
    [InlineData("""{"choices":[],"x_groq":{"error":"over capacity","id":"r"}}""", StreamEventKind.Error)]
    [InlineData("{}", StreamEventKind.Preamble)]
    [InlineData("[]", StreamEventKind.Malformed)]
    [InlineData("\"x\"", StreamEventKind.Malformed)]
    [InlineData("{} {}", StreamEventKind.Malformed)]
    [InlineData("{\"choices\":[", StreamEventKind.Malformed)]
    [InlineData("hello", StreamEventKind.Malformed)]
    [InlineData("", StreamEventKind.Preamble)]
    [InlineData("[DONE]", StreamEventKind.Finish)]
    public void Tells_what_a_chat_chunk_is(string data, StreamEventKind expected) =>
        Assert.Equal(expected, Read(WireProtocol.OpenAIChat, data));

    [Theory]
    [InlineData("""{"type":"response.output_text.delta","delta":{"text":"x"}}""", StreamEventKind.Content)]
    [InlineData("""{"delta":"x","type":"response.mcp_call_arguments.delta"}""", StreamEventKind.Content)]
    [InlineData("""{"type":"response.output_item.added","item":{}}""", StreamEventKind.Preamble)]
    [InlineData("""{"type":"never.heard.of"}""", StreamEventKind.Preamble)]
    [InlineData("{}", StreamEventKind.Preamble)]
    [InlineData("[DONE]", StreamEventKind.Preamble)]
    [InlineData("[1]", StreamEventKind.Malformed)]
    [InlineData("""{"type":"response.completed","response":{""", StreamEventKind.Malformed)]
    public void Tells_what_a_responses_event_is(string data, StreamEventKind expected) =>
        Assert.Equal(expected, Read(WireProtocol.OpenAIResponses, data));

    [Theory]
    [InlineData("""{"type":"content_block_delta","delta":{"type":"new_delta","new":"x"}}""", StreamEventKind.Content)]
    [InlineData("""{"type":"content_block_start","content_block":{"type":"server_tool_use","id":"s","name":"web_search"}}""", StreamEventKind.Content)]
    [InlineData("""{"type":"message_delta","delta":{"stop_reason":null},"usage":{"output_tokens":1}}""", StreamEventKind.Preamble)]
    [InlineData("""{"type":"message_stop"}""", StreamEventKind.Finish)]
    [InlineData("""{"type":"whatever"}""", StreamEventKind.Preamble)]
    [InlineData("""{"error":{"type":"api_error","message":"x"}}""", StreamEventKind.Error)]
    [InlineData("nonsense", StreamEventKind.Malformed)]
    public void Tells_what_a_messages_event_is(string data, StreamEventKind expected) =>
        Assert.Equal(expected, Read(WireProtocol.AnthropicMessages, data));

    [Fact]
    public void Takes_an_event_named_error_for_one_even_without_json()
    {
        foreach (WireProtocol protocol in (WireProtocol[])[WireProtocol.OpenAIChat, WireProtocol.OpenAIResponses, WireProtocol.AnthropicMessages])
        {
            StreamReading reader = NativeProtocols.Get(protocol).OpenStream();
            SseEvent streamEvent = new() { Raw = default, Name = "error"u8, Data = "oops"u8 };
            Assert.Equal(StreamEventKind.Error, reader.Read(streamEvent));
            Assert.Equal(new VendorError(null, null, null, null), reader.Error);
        }
    }

    [Fact]
    public void Counts_choices_up_to_their_last_index()
    {
        StreamReading reader = NativeProtocols.Get(WireProtocol.OpenAIChat).OpenStream();
        for (int index = 0; index < 128; index++)
        {
            Read(reader, $$"""{"choices":[{"index":{{index}},"delta":{"content":"a"},"finish_reason":null}]}""");
        }

        for (int index = 0; index < 128; index++)
        {
            Assert.False(reader.IsComplete);
            Read(reader, $$"""{"choices":[{"index":{{index}},"delta":{},"finish_reason":"stop"}]}""");
        }

        Assert.True(reader.IsComplete);
        Read(reader, """{"choices":[{"index":99999999999999999999,"delta":{"content":"a"}},{"index":-4,"delta":{}}]}""");
    }

    [Theory]
    [InlineData(WireProtocol.OpenAIChat, "", """{"id":"c","object":"chat.completion.chunk","created":1,"model":"m","system_fingerprint":"f","choices":[{"index":0,"delta":{"content":" word"},"logprobs":null,"finish_reason":null}],"usage":null,"obfuscation":"abcd"}""")]
    [InlineData(WireProtocol.OpenAIChat, "", """{"id":"c","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"a"}}]},"finish_reason":null}]}""")]
    [InlineData(WireProtocol.OpenAICompletions, "", """{"id":"c","choices":[{"index":0,"text":"a","finish_reason":null}]}""")]
    [InlineData(WireProtocol.OpenAIResponses, "response.output_text.delta", """{"type":"response.output_text.delta","item_id":"i","output_index":0,"content_index":0,"delta":"x","sequence_number":5}""")]
    [InlineData(WireProtocol.AnthropicMessages, "content_block_delta", """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello"}}""")]
    public void Allocates_nothing_for_an_event_of_content(WireProtocol protocol, string name, string data)
    {
        byte[] stream = Encoding.UTF8.GetBytes($"{(name.Length > 0 ? $"event: {name}\n" : "")}data: {data}\n\n");
        StreamReading reader = NativeProtocols.Get(protocol).OpenStream();
        using SseBuffer buffer = new(1 << 20);
        Pass(1000);

        long before = GC.GetAllocatedBytesForCurrentThread();
        int contents = Pass(1000);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(1000, contents);
        Assert.Equal(0, allocated);

        int Pass(int events)
        {
            int found = 0;
            for (int i = 0; i < events; i++)
            {
                stream.CopyTo(buffer.GetMemory());
                buffer.Advance(stream.Length);
                while (buffer.TryRead(out SseEvent streamEvent))
                {
                    found += reader.Read(streamEvent) == StreamEventKind.Content ? 1 : 0;
                }
            }

            return found;
        }
    }

    private static StreamEventKind Read(WireProtocol protocol, string data) => Read(NativeProtocols.Get(protocol).OpenStream(), data);

    private static StreamEventKind Read(StreamReading reader, string data) =>
        reader.Read(new SseEvent { Raw = default, Name = default, Data = Encoding.UTF8.GetBytes(data) });
}

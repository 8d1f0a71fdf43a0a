using System.Text;
using CsCheck;
using Headgate.Llm.Chat;
using Headgate.Llm.Protocols;

namespace Headgate.Llm.Tests.Protocols;

public sealed class ReplyTests
{
    [Fact]
    public void Reads_a_chat_reply()
    {
        ReplyReading reading = Read("chat", """
            {"id":"chatcmpl-1","choices":[{"index":0,"message":{"content":"a","usage":{"prompt_tokens":99}},"finish_reason":"stop"}],
            "usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15,"prompt_tokens_details":{"cached_tokens":4},"completion_tokens_details":null}}
            """);
        Assert.Equal(new ReplyReading(true, new Usage { InputText = 6, CacheRead = 4, OutputText = 5 }, "chatcmpl-1"), reading);
    }

    [Fact]
    public void Reads_an_embeddings_reply()
    {
        ReplyReading reading = Read("embeddings", """{"object":"list","data":[{"embedding":[0.1,-2e-3]}],"usage":{"prompt_tokens":8,"total_tokens":8}}""");
        Assert.Equal(new ReplyReading(true, new Usage { InputText = 8 }, null), reading);
        Assert.Null(reading.Usage!.Output);
    }

    [Fact]
    public void Reads_a_messages_reply()
    {
        ReplyReading reading = Read("messages", """
            {"id":"msg_1","type":"message","content":[],"usage":{"input_tokens":1,"cache_creation_input_tokens":30,"cache_read_input_tokens":4,
            "cache_creation":{"ephemeral_5m_input_tokens":10,"ephemeral_1h_input_tokens":20},"output_tokens":9,"output_tokens_details":{"thinking_tokens":2},
            "server_tool_use":{"web_search_requests":3}}}
            """);
        Usage usage = new()
        {
            InputText = 1, CacheRead = 4, CacheWrite5m = 10, CacheWrite1h = 20, OutputText = 7, OutputReasoning = 2, WebSearches = 3,
        };
        Assert.Equal(new ReplyReading(true, usage, "msg_1"), reading);
        Assert.Equal(35, reading.Usage!.Input);
    }

    [Theory]
    [InlineData("count_tokens", """{"input_tokens":12}""")]
    [InlineData("gemini_count_tokens", """{"totalTokens":12,"promptTokensDetails":[{"modality":"TEXT","tokenCount":12}]}""")]
    public void A_count_of_tokens_used_nothing(string protocol, string body) => Assert.Equal(new ReplyReading(true, null, null), Read(protocol, body));

    [Theory]
    [InlineData("chat", "")]
    [InlineData("chat", "[]")]
    [InlineData("chat", "{}")]
    [InlineData("chat", """{"error":{"message":"in a 200"}}""")]
    [InlineData("chat", """{"choices":[]}x""")]
    [InlineData("chat", """{"choices":[{""")]
    [InlineData("chat", """{"choices":null}""")]
    [InlineData("responses", """{"id":"resp_1"}""")]
    [InlineData("messages", """{"type":"error","error":{}}""")]
    [InlineData("embeddings", """{"usage":{"prompt_tokens":1}}""")]
    [InlineData("count_tokens", """{"input_tokens":"12"}""")]
    [InlineData("count_tokens", "<html>")]
    [InlineData("gemini_count_tokens", """{"totalTokens":"12"}""")]
    [InlineData("gemini_count_tokens", """{"totalTokens":12}x""")]
    public void Knows_what_is_no_reply_of_the_protocol(string protocol, string body) => Assert.False(Read(protocol, body).IsValid);

    [Theory]
    [InlineData("""{"prompt_tokens":1.0,"completion_tokens":2e1}""", 1, 20)]
    [InlineData("""{"prompt_tokens":-1,"completion_tokens":"5"}""", 0, null)]
    [InlineData("""{"prompt_tokens":99999999999999999999999,"completion_tokens":3}""", null, 3)]
    [InlineData("""{"completion_tokens":3}""", null, 3)]
    [InlineData("""{"prompt_tokens":5,"prompt_tokens_details":{"cached_tokens":9},"completion_tokens":1}""", 9, 1)]
    [InlineData("""{"prompt_tokens":5,"completion_tokens":10,"total_tokens":55,"completion_tokens_details":{"reasoning_tokens":40}}""", 5, 50)]
    [InlineData("""{"prompt_tokens":5,"completion_tokens":10,"total_tokens":23,"completion_tokens_details":{"reasoning_tokens":8}}""", 5, 18)]
    [InlineData("""{"prompt_tokens":5,"completion_tokens":10,"total_tokens":15,"completion_tokens_details":{"reasoning_tokens":8}}""", 5, 10)]
    public void Makes_sense_of_odd_counts(string usage, int? input, int? output)
    {
        Usage read = Read("chat", $$"""{"choices":[],"usage":{{usage}}}""").Usage!;
        Assert.Equal((input, output), (read.Input, read.Output));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("3")]
    public void Says_nothing_where_the_vendor_said_nothing(string usage) =>
        Assert.Null(Read("chat", $$"""{"choices":[],"usage":{{usage}}}""").Usage);

    [Fact]
    public void The_meters_add_up_to_the_vendors_totals() =>
        Gen.Select(Gen.Int[0, 50].Array[5], Gen.Int[0, 50].Array[3]).Sample(
            (input, output) =>
            {
                string body = $$$"""
                    {"choices":[],"usage":{"prompt_tokens":{{{input.Sum()}}},"completion_tokens":{{{output.Sum()}}},
                    "total_tokens":{{{input.Sum() + output.Sum()}}},"prompt_tokens_details":{"cached_tokens":{{{input[0]}}},
                    "cache_write_tokens":{{{input[1]}}},"audio_tokens":{{{input[2]}}},"image_tokens":{{{input[3]}}} },
                    "completion_tokens_details":{"reasoning_tokens":{{{output[0]}}},"audio_tokens":{{{output[1]}}} } } }
                    """;
                Usage usage = Read("chat", body).Usage!;
                Assert.Equal((input.Sum(), output.Sum()), (usage.Input, usage.Output));
                Assert.Equal((input[4], output[2]), (usage.InputText, usage.OutputText));
            },
            iter: 2_000);

    private static ReplyReading Read(string protocol, string body) => NativeProtocols.Find(protocol)!.ReadReply(Encoding.UTF8.GetBytes(body));
}

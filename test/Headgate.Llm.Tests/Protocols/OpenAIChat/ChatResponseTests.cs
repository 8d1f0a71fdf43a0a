using System.Text.Json.Nodes;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Protocols;

namespace Headgate.Llm.Tests.Protocols.OpenAIChat;

public sealed class ChatResponseTests
{
    private static readonly ChatRequest FunctionSpeaker = ChatRig.With("\"functions\":[{\"name\":\"f\"}]");

    [Fact]
    public void Has_every_member_that_OpenAIs_schema_requires()
    {
        ChatRig.Written reply = ChatRig.Reply(Claude(new TextPart("hi")));

        Assert.Equal(
            """
            {"id":"chatcmpl-01","object":"chat.completion","created":0,"model":"gpt-4.1","choices":[{"index":0,
            "message":{"role":"assistant","content":"hi","refusal":null},"logprobs":null,"finish_reason":"stop"}],
            "usage":{"prompt_tokens":0,"completion_tokens":0,"total_tokens":0}}
            """.ReplaceLineEndings(""),
            reply.Json);
    }

    [Theory]
    [InlineData("stop", FinishReason.Stop)]
    [InlineData("eos", FinishReason.Stop)]
    [InlineData("length", FinishReason.Length)]
    [InlineData("model_length", FinishReason.ContextWindow)]
    [InlineData("content_filter", FinishReason.ContentFilter)]
    [InlineData("tool_calls", FinishReason.Stop)]
    public void Pitfall_9_vendors_words_for_the_end_are_known(string word, FinishReason reason) =>
        Assert.Equal(reason, ChatRig.Choice($$"""{"index":0,"message":{"content":"a"},"finish_reason":"{{word}}"}""").Choices[0].Finish);

    [Theory]
    [InlineData("\"stop\"")]
    [InlineData("\"tool_calls\"")]
    [InlineData("\"function_call\"")]
    [InlineData("null")]
    public void Pitfall_9_an_answer_with_calls_waits_for_their_results(string word) =>
        Assert.Equal(
            FinishReason.ToolCalls,
            ChatRig.Choice($$$"""{"message":{"tool_calls":[{"id":"a","function":{"name":"f","arguments":"{}"}}]},"finish_reason":{{{word}}}}""").Choices[0].Finish);

    [Fact]
    public void Pitfall_9_a_word_that_nobody_knows_reads_as_the_end_and_is_a_loss()
    {
        ChatRig.Written reply = ChatRig.Reply(ChatRig.Choice("""{"index":0,"message":{"content":"a"},"finish_reason":"tired"}"""));

        Assert.Equal("\"stop\"", reply.At("choices", 0, "finish_reason"));
        Assert.Equal(["$.choices[0].finish_reason"], reply.LostPaths);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""{"id":"a"}""")]
    [InlineData("""{"choices":[]}""")]
    [InlineData("""{"choices":[{"message":{"content":5}}]}""")]
    [InlineData("""{"choices":[{"message":{"content":"a"},"finish_reason":"error"}]}""")]
    [InlineData("""{"choices":[{"message":{"content":"a"}""")]
    public void What_is_no_answer_is_refused(string body) => Assert.Throws<UnreadableException>(() => ChatRig.Response(body));

    [Fact]
    public void Calls_without_ids_get_some_that_no_other_answer_has()
    {
        const string Message = """{"tool_calls":[{"function":{"name":"f","arguments":{"a":1}}},{"id":"","function":{"name":"f"}}]}""";
        string[] first = [.. ChatRig.Response($$"""{"id":"r1","choices":[{"message":{{Message}} }]}""").Choices[0].Parts.OfType<ToolCallPart>().Select(call => call.Id)];
        string[] second = [.. ChatRig.Response($$"""{"id":"r2","choices":[{"message":{{Message}} }]}""").Choices[0].Parts.OfType<ToolCallPart>().Select(call => call.Id)];

        Assert.Equal(4, first.Concat(second).Distinct().Count());
        Assert.All(first, id => Assert.Matches("^[a-zA-Z0-9_-]{1,40}$", id));
    }

    [Fact]
    public void Tools_have_the_clients_names_again()
    {
        SentRequest sent = new() { ClientToolNames = SentRequest.Plain.ClientToolNames.Add("weather_today_1", "weather.today") };

        ChatResponse response = ChatRig.Response("""{"choices":[{"message":{"tool_calls":[{"id":"a","function":{"name":"weather_today_1"}}]}}]}""", sent);

        Assert.Equal("weather.today", Assert.IsType<ToolCallPart>(response.Choices[0].Parts[0]).Name);
    }

    [Fact]
    public void A_client_that_speaks_of_functions_gets_the_call_of_one()
    {
        ChatRig.Written reply = ChatRig.Reply(
            Claude(new ToolCallPart("a", "f", "{ \"x\": 1 }"u8.ToArray()), new ToolCallPart("b", "g", "{}"u8.ToArray()) { Place = new("$.content[1]") }) with { Model = "m" },
            FunctionSpeaker);

        Assert.Equal("""{"role":"assistant","content":null,"refusal":null,"function_call":{"name":"f","arguments":"{\"x\":1}"}}""", reply.At("choices", 0, "message"));
        Assert.Equal("\"function_call\"", reply.At("choices", 0, "finish_reason"));
        Assert.Equal(["$.content[1]"], reply.LostPaths);
    }

    [Fact]
    public void Thinking_is_shown_and_its_signature_is_a_loss()
    {
        ChatRig.Written reply = ChatRig.Reply(Claude(
            new ReasoningPart { Text = "Hm.", Signature = "s", Place = new("$.content[0]") },
            new ReasoningPart { Redacted = "x", Place = new("$.content[1]") },
            new TextPart("a") { Extras = [new Extra(WireProtocol.AnthropicMessages, "citations", "[]"u8.ToArray(), new("$.content[2]"))] },
            new TextPart("b")));

        Assert.Equal("""{"role":"assistant","content":"ab","refusal":null,"reasoning_content":"Hm."}""", reply.At("choices", 0, "message"));
        Assert.Equal(["$.content[0].signature", "$.content[1]", "$.content[2].citations"], reply.LostPaths);
    }

    [Fact]
    public void A_pause_reads_as_the_end_and_is_a_loss()
    {
        ChatResponse claude = Claude(new TextPart("a"));

        ChatRig.Written reply = ChatRig.Reply(claude with { Choices = [claude.Choices[0] with { Finish = FinishReason.Pause }] });

        Assert.Equal("\"stop\"", reply.At("choices", 0, "finish_reason"));
        Assert.Equal(["$.stop_reason"], reply.LostPaths);
    }

    [Fact]
    public void Pitfall_8_every_token_read_is_a_prompt_token_and_the_cached_are_told_within()
    {
        Usage usage = new() { InputText = 10, CacheRead = 100, CacheWrite5m = 20, CacheWrite1h = 5, OutputText = 7, OutputReasoning = 3, WebSearches = 2 };

        ChatRig.Written reply = ChatRig.Reply(Claude(new TextPart("a")) with { Usage = usage });

        Assert.Equal(
            """
            {"prompt_tokens":135,"completion_tokens":10,"total_tokens":145,"prompt_tokens_details":{"cached_tokens":100,"cache_write_tokens":25},
            "completion_tokens_details":{"reasoning_tokens":3}}
            """.ReplaceLineEndings(""),
            reply.At("usage"));
        Assert.Equal(["$.usage.server_tool_use"], reply.LostPaths);
    }

    [Theory]
    [InlineData("standard", "\"default\"", 0)]
    [InlineData("priority", "\"priority\"", 0)]
    [InlineData("batch", null, 1)]
    public void Anthropics_service_tiers_are_said_in_OpenAIs_words(string tier, string? written, int losses)
    {
        ChatRig.Written reply = ChatRig.Reply(Claude(new TextPart("a")) with { ServiceTier = tier });

        Assert.Equal(written, reply.At("service_tier"));
        Assert.Equal(losses, reply.LostPaths.Length);
    }

    [Fact]
    public void Members_of_another_protocol_are_lost()
    {
        ChatResponse claude = Claude(new NativePart(WireProtocol.AnthropicMessages, "server_tool_use", "{}"u8.ToArray()) { Place = new("$.content[0]") });

        ChatRig.Written reply = ChatRig.Reply(claude with { Extras = [new Extra(WireProtocol.AnthropicMessages, "container", "{}"u8.ToArray(), default)] });

        Assert.Equal(["$.content[0]", "$.container"], reply.LostPaths);
        Assert.IsType<JsonObject>(reply.Body);
    }

    private static ChatResponse Claude(params ContentPart[] parts) => new()
    {
        Protocol = WireProtocol.AnthropicMessages,
        Id = "msg_01",
        Model = "gpt-4.1",
        Choices = [new ChatChoice(0, [.. parts], parts[0] is ToolCallPart ? FinishReason.ToolCalls : FinishReason.Stop)],
    };
}

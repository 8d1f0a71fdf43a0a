using System.Text;
using System.Text.Json.Nodes;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;
using Headgate.Llm.Protocols.OllamaChat;
using Headgate.Llm.Providers;
using Headgate.Llm.Tests.Translation;

namespace Headgate.Llm.Tests.Protocols.OllamaChat;

/// <summary>Ollama's own protocol, by the examples of docs/api.md.</summary>
public sealed class OllamaTests
{
    private static readonly EgressTarget Plain = Targets.Of("ollama/llama3.2");

    [Fact]
    public void A_chat_request_becomes_Ollamas()
    {
        Crossing.Outcome sent = Crossing.Request(WireProtocol.OpenAIChat, Plain, """
            {"model":"m","messages":[{"role":"developer","content":"be nice"},
            {"role":"user","content":[{"type":"text","text":"look"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]},
            {"role":"assistant","content":null,"tool_calls":[
            {"id":"a","type":"function","function":{"name":"weather","arguments":"{\"city\":\"Toronto\"}"}},
            {"id":"b","type":"function","function":{"name":"weather","arguments":""}}]},
            {"role":"tool","tool_call_id":"b","content":"none"},{"role":"tool","tool_call_id":"a","content":"11 degrees"}],
            "tools":[{"type":"function","function":{"name":"weather","description":"d","parameters":{"type":"object"}}}],
            "max_completion_tokens":42,"temperature":0.5,"top_p":0.9,"seed":7,"stop":"END","presence_penalty":1,"frequency_penalty":2}
            """);

        Assert.Empty(sent.Losses);
        AssertSame("""
            {"model":"llama3.2","messages":[{"role":"system","content":"be nice"},{"role":"user","content":"look","images":["AAAA"]},
            {"role":"assistant","content":"","tool_calls":[{"function":{"name":"weather","arguments":{"city":"Toronto"}}},
            {"function":{"name":"weather","arguments":{}}}]},
            {"role":"tool","tool_name":"weather","content":"11 degrees"},{"role":"tool","tool_name":"weather","content":"none"}],
            "tools":[{"type":"function","function":{"name":"weather","description":"d","parameters":{"type":"object"}}}],
            "options":{"num_predict":42,"temperature":0.5,"top_p":0.9,"seed":7,"frequency_penalty":2,"presence_penalty":1,"stop":["END"]},"stream":false}
            """, sent.Text);
    }

    [Fact]
    public void A_Claude_request_becomes_Ollamas()
    {
        Crossing.Outcome sent = Crossing.Request(WireProtocol.AnthropicMessages, Plain, """
            {"model":"m","max_tokens":42,"system":"be nice","stream":true,"messages":[{"role":"user","content":"look"},
            {"role":"assistant","content":[{"type":"thinking","thinking":"hm","signature":""},{"type":"tool_use","id":"a","name":"weather","input":{}}]},
            {"role":"user","content":[{"type":"tool_result","tool_use_id":"a","is_error":true,"content":[{"type":"text","text":"down"},
            {"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}}]},{"type":"text","text":"go on"}]}],
            "output_config":{"format":{"type":"json_schema","schema":{"type":"object"}}}}
            """);

        AssertSame("""
            {"model":"llama3.2","messages":[{"role":"system","content":"be nice"},{"role":"user","content":"look"},
            {"role":"assistant","content":"","thinking":"hm","tool_calls":[{"function":{"name":"weather","arguments":{}}}]},
            {"role":"tool","tool_name":"weather","content":"[tool error] down"},
            {"role":"user","content":"[content of tool call weather]","images":["AAAA"]},{"role":"user","content":"go on"}],
            "format":{"type":"object"},"options":{"num_predict":42},"stream":true}
            """, sent.Text);
    }

    [Theory]
    [InlineData("llama3.2", "low", null, "$.reasoning_effort")]
    [InlineData("qwen3:8b", "low", "true", "$.reasoning_effort")]
    [InlineData("qwen3:8b", "none", "false", null)]
    [InlineData("gpt-oss:20b", "xhigh", "\"high\"", null)]
    [InlineData("gpt-oss:20b", "none", null, "$.reasoning_effort")]
    public void Models_that_think_are_told_to(string model, string effort, string? think, string? lost)
    {
        Crossing.Outcome sent = Crossing.Request(WireProtocol.OpenAIChat, Targets.Of($"ollama/{model}"),
            $$"""{"model":"m","messages":[{"role":"user","content":"hi"}],"reasoning_effort":"{{effort}}"}""");

        Assert.Equal(think, sent.Json["think"]?.ToJsonString());
        Assert.Equal(lost is null ? [] : [lost], sent.LossPaths);
    }

    [Fact]
    public void Calls_that_nothing_answers_and_answers_to_no_call_are_told()
    {
        Crossing.Outcome sent = Crossing.Request(WireProtocol.OpenAIChat, Plain, """
            {"model":"m","messages":[{"role":"user","content":"hi"},
            {"role":"assistant","tool_calls":[{"id":"a","type":"function","function":{"name":"weather","arguments":"{}"}}]},
            {"role":"tool","tool_call_id":"z","content":"rain"}]}
            """);

        Assert.Contains("\"No result: the call was interrupted.\"", sent.Text, StringComparison.Ordinal);
        Assert.Contains("\"[result of tool call z] rain\"", sent.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_is_read()
    {
        ChatResponse response = Decode("""
            {"model":"llama3.2","created_at":"2024-07-22T20:33:28.123648Z","message":{"role":"assistant","content":"look","thinking":"hm",
            "tool_calls":[{"function":{"name":"weather","arguments":{"city":"Paris"}}},{"id":"own","function":{"index":1,"name":"weather","arguments":{}}}]},
            "done_reason":"stop","done":true,"total_duration":885095291,"prompt_eval_count":122,"eval_count":33}
            """);

        ChatChoice choice = Assert.Single(response.Choices);
        Assert.Equal(FinishReason.ToolCalls, choice.Finish);
        Assert.Equal("hm", Assert.IsType<ReasoningPart>(choice.Parts[0]).Text);
        Assert.Equal("look", Assert.IsType<TextPart>(choice.Parts[1]).Text);
        ToolCallPart first = Assert.IsType<ToolCallPart>(choice.Parts[2]);
        Assert.Matches("^call_[0-9a-f]{24}_0$", first.Id);
        Assert.Equal("""{"city":"Paris"}""", Encoding.UTF8.GetString(first.Arguments.Span));
        Assert.Equal("own", Assert.IsType<ToolCallPart>(choice.Parts[3]).Id);
        Assert.Equal(new Usage { InputText = 122, OutputText = 33 }, response.Usage);
        Assert.Equal(2024, response.Created?.Year);
        Assert.Equal("$.total_duration", Assert.Single(response.Extras).Place.ToString());
    }

    [Theory]
    [InlineData("stop", FinishReason.Stop, 0)]
    [InlineData("length", FinishReason.Length, 0)]
    [InlineData("unload", FinishReason.Stop, 1)]
    public void Knows_why_an_answer_ended(string word, FinishReason expected, int losses)
    {
        ChatResponse response = Decode($$"""{"model":"m","message":{"role":"assistant","content":"a"},"done":true,"done_reason":"{{word}}"}""");
        Assert.Equal((expected, losses), (response.Choices[0].Finish, response.Losses.Length));
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("[]")]
    [InlineData("""{"message":{"content":5}}""")]
    [InlineData("""{"message":{"tool_calls":[{}]}}""")]
    public void What_is_no_answer_is_refused(string body) => Assert.Throws<UnreadableException>(() => Decode(body));

    [Fact]
    public void A_stream_is_read()
    {
        IStreamDecoder decoder = new OllamaEgress().DecodeStream(SentRequest.Plain);
        StreamReading reading = new OllamaProtocol().OpenStream();
        List<ChatEvent> events = [];
        List<StreamEventKind> kinds = [];
        foreach (string line in new[]
        {
            """{"model":"m","created_at":"2025-07-07T20:22:19.184789Z","message":{"role":"assistant","content":""},"done":false}""",
            """{"model":"m","message":{"role":"assistant","content":"","thinking":"hm"},"done":false}""",
            """{"model":"m","message":{"role":"assistant","content":"hi"},"done":false}""",
            """{"model":"m","message":{"role":"assistant","content":"","tool_calls":[{"function":{"name":"f","arguments":{"a":1}}}]},"done":false}""",
            """{"model":"m","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","prompt_eval_count":9,"eval_count":4}""",
        })
        {
            byte[] data = Encoding.UTF8.GetBytes(line);
            SseEvent streamEvent = new() { Raw = data, Name = default, Data = data };
            kinds.Add(reading.Read(streamEvent));
            decoder.Read(streamEvent, events);
        }

        Assert.Equal(
            [StreamEventKind.Preamble, StreamEventKind.Content, StreamEventKind.Content, StreamEventKind.Content, StreamEventKind.Finish], kinds);
        Assert.True(reading.IsComplete);
        Usage used = new() { InputText = 9, OutputText = 4 };
        Assert.Equal(used, reading.Usage);
        string id = Assert.IsType<ChatEvent.Started>(events[0]).Id!;
        Assert.Equal(
            [
                new ChatEvent.ReasoningDelta(0, "hm"), new ChatEvent.TextDelta(0, "hi"), new ChatEvent.ToolCallStarted(0, 0, $"call_{id}_0", "f"),
                new ChatEvent.ArgumentsDelta(0, 0, """{"a":1}"""), new ChatEvent.Finished(0, FinishReason.ToolCalls, null),
                new ChatEvent.UsageReported(used), new ChatEvent.Ended(),
            ],
            events[1..]);
    }

    [Theory]
    [InlineData("""{"error":"model 'm' not found"}""", StreamEventKind.Error)]
    [InlineData("""{"model":"m","mess""", StreamEventKind.Malformed)]
    [InlineData("[]", StreamEventKind.Malformed)]
    [InlineData("", StreamEventKind.Preamble)]
    public void Tells_failures_from_answers(string line, StreamEventKind expected)
    {
        byte[] data = Encoding.UTF8.GetBytes(line);
        Assert.Equal(expected, new OllamaProtocol().OpenStream().Read(new SseEvent { Raw = data, Name = default, Data = data }));
    }

    [Theory]
    [InlineData("http://localhost:11434/v1", "http://localhost:11434/api/chat")]
    [InlineData("http://localhost:11434", "http://localhost:11434/api/chat")]
    public async Task Stands_beside_the_copies_of_OpenAIs_protocols(string baseUrl, string expected)
    {
        UpstreamAddress address = new(new Uri(baseUrl), WireProtocol.OllamaChat, "m", null, "");
        using HttpRequestMessage message = await new CatalogProvider(Plain.Vendor, []).AddressAsync(address, CancellationToken.None);
        Assert.Equal(expected, message.RequestUri!.ToString());
    }

    [Fact]
    public void Is_preferred_where_a_call_is_translated_and_leaves_chat_to_chat_clients() =>
        Assert.Equal([WireProtocol.OllamaChat, WireProtocol.OpenAIChat], Plain.Vendor.Protocols[..2]);

    private static ChatResponse Decode(string body) => new OllamaEgress().DecodeResponse(Encoding.UTF8.GetBytes(body), SentRequest.Plain);

    private static void AssertSame(string expected, string actual) =>
        Assert.Equal(JsonNode.Parse(expected)!.ToJsonString(), JsonNode.Parse(actual)!.ToJsonString());
}

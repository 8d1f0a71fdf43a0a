using Headgate.Llm.Chat;
using Headgate.Llm.Protocols;

namespace Headgate.Llm.Tests.Protocols.OpenAIChat;

public sealed class ChatStreamDecoderTests
{
    private const string Done = "[DONE]";

    [Fact]
    public void Unknown_members_beyond_reason_are_told_of_all_together()
    {
        string delta = $$"""{"content":"Hi",{{string.Join(',', Enumerable.Range(0, 200).Select(i => $"\"x{i}\":1"))}}}""";

        List<string> lost = [.. ChatRig.ReadDeltas(delta, delta).OfType<ChatEvent.Lost>().Select(lost => lost.Loss.Path)];

        Assert.Equal(65, lost.Count);
        Assert.Equal("$", lost[^1]);
    }

    [Fact]
    public void A_stream_is_begun_told_finished_and_ended()
    {
        List<ChatEvent> events = ChatRig.Read(
            """{"id":"c","created":1763800000,"model":"m","service_tier":"flex","choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}""",
            ChatRig.Chunk("""{"content":"Hi"}"""),
            ChatRig.Finish("stop"),
            """{"id":"c","choices":[],"usage":{"prompt_tokens":5,"completion_tokens":7}}""",
            Done,
            ChatRig.Chunk("""{"content":"too late"}"""));

        Assert.Equal(
            [
                new ChatEvent.Started("c", "m") { Protocol = WireProtocol.OpenAIChat, Created = DateTimeOffset.FromUnixTimeSeconds(1763800000), ServiceTier = "flex" },
                new ChatEvent.TextDelta(0, "Hi"),
                new ChatEvent.Finished(0, FinishReason.Stop, null),
                new ChatEvent.UsageReported(new Usage { InputText = 5, OutputText = 7 }),
                new ChatEvent.Ended(),
            ],
            events);
    }

    [Fact]
    public void Empty_thinking_beside_text_says_nothing_and_hides_no_other()
    {
        Assert.Equal(
            [new ChatEvent.TextDelta(0, "Hel"), new ChatEvent.TextDelta(0, "lo"), new ChatEvent.ReasoningDelta(0, "why")],
            ChatRig.ReadDeltas(
                    """{"content":"Hel","reasoning_content":""}""", """{"content":"lo","reasoning_content":""}""",
                    """{"reasoning_content":"","reasoning":"why"}""")
                .Where(told => told is ChatEvent.TextDelta or ChatEvent.ReasoningDelta));
    }

    [Fact]
    public void Azures_first_chunk_begins_nothing()
    {
        List<ChatEvent> events = ChatRig.Read(
            """{"id":"","model":"","created":0,"choices":[],"prompt_filter_results":[{"prompt_index":0}]}""", ChatRig.Chunk("""{"role":"assistant","content":""}"""));

        Assert.Equal(new ChatEvent.Lost(new Loss("$.prompt_filter_results", "a streamed answer has no place for it")), events[0]);
        Assert.Equal("chatcmpl-1", Assert.IsType<ChatEvent.Started>(events[1]).Id);
    }

    [Fact]
    public void Pitfall_3_calls_are_told_apart_by_their_ids_when_all_have_the_index_0()
    {
        List<ChatEvent> events = ChatRig.ReadDeltas(
            """{"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"f","arguments":"{\"x\":1}"}}]}""",
            """{"tool_calls":[{"index":0,"id":"b","type":"function","function":{"name":"f","arguments":"{"}}]}""",
            """{"tool_calls":[{"index":0,"function":{"arguments":"}"}}]}""");

        Assert.Equal(
            [
                new ChatEvent.ToolCallStarted(0, 0, "a", "f"),
                new ChatEvent.ArgumentsDelta(0, 0, "{\"x\":1}"),
                new ChatEvent.ToolCallStarted(0, 1, "b", "f"),
                new ChatEvent.ArgumentsDelta(0, 1, "{"),
                new ChatEvent.ArgumentsDelta(0, 1, "}"),
            ],
            events);
    }

    [Fact]
    public void Pitfall_3_calls_are_numbered_from_0_whatever_their_indexes()
    {
        List<ChatEvent> events = ChatRig.ReadDeltas(
            """{"tool_calls":[{"index":2,"id":"a","function":{"name":"f","arguments":"1"}},{"index":5,"id":"b","function":{"name":"g","arguments":""}}]}""",
            """{"tool_calls":[{"index":2,"function":{"arguments":"2"}},{"index":5,"function":{"arguments":"3"}}]}""");

        Assert.Equal(
            [
                new ChatEvent.ToolCallStarted(0, 0, "a", "f"),
                new ChatEvent.ArgumentsDelta(0, 0, "1"),
                new ChatEvent.ToolCallStarted(0, 1, "b", "g"),
                new ChatEvent.ArgumentsDelta(0, 0, "2"),
                new ChatEvent.ArgumentsDelta(0, 1, "3"),
            ],
            events);
    }

    [Fact]
    public void Pitfall_3_fragments_without_index_go_to_the_call_of_their_id_or_the_last()
    {
        List<ChatEvent> events = ChatRig.ReadDeltas(
            """{"tool_calls":[{"id":"a","function":{"name":"f"}},{"id":"b","function":{"name":"g"}}]}""",
            """{"tool_calls":[{"id":"a","function":{"arguments":"1"}},{"function":{"arguments":"2"}}]}""",
            """{"tool_calls":[{"function":{"name":"h","arguments":"{}"}}]}""");

        Assert.Equal(new ChatEvent.ArgumentsDelta(0, 0, "1"), events[2]);
        Assert.Equal(new ChatEvent.ArgumentsDelta(0, 1, "2"), events[3]);
        Assert.Equal((2, "h"), (Assert.IsType<ChatEvent.ToolCallStarted>(events[4]).Call, ((ChatEvent.ToolCallStarted)events[4]).Name));
    }

    [Fact]
    public void Pitfall_3_a_call_whose_every_fragment_repeats_its_id_and_name_is_one_call()
    {
        List<ChatEvent> events = ChatRig.ReadDeltas(
            """{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{"}}]}""",
            """{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"}"}}]}""");

        Assert.Single(events.OfType<ChatEvent.ToolCallStarted>());
    }

    [Fact]
    public void A_new_id_without_a_name_goes_on_with_the_call_of_its_index()
    {
        List<ChatEvent> events = ChatRig.ReadDeltas(
            """{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{"}}]}""",
            """{"tool_calls":[{"index":0,"id":"b","function":{"arguments":"}"}}]}""");

        Assert.Equal(new ChatEvent.ArgumentsDelta(0, 0, "}"), events[^1]);
    }

    [Fact]
    public void What_comes_before_a_calls_name_is_held_and_a_call_never_named_is_lost()
    {
        List<ChatEvent> events = ChatRig.ReadDeltas(
            """{"tool_calls":[{"index":0,"id":"a","function":{"arguments":"{\"x\""}}]}""",
            """{"tool_calls":[{"index":0,"function":{"name":"f","arguments":":1}"}},{"index":1,"function":{"arguments":"{}"}}]}""");
        events.AddRange(ChatRig.ReadDeltas("""{"tool_calls":[{"index":0,"function":{"arguments":"{}"}}]}""")); // another stream, unfinished

        Assert.Equal([new ChatEvent.ToolCallStarted(0, 0, "a", "f"), new ChatEvent.ArgumentsDelta(0, 0, "{\"x\":1}")], events);
        Assert.Contains(
            ChatRig.Read(ChatRig.Chunk("""{"tool_calls":[{"index":0,"function":{"arguments":"{}"}}]}"""), Done),
            chatEvent => chatEvent is ChatEvent.Lost { Loss.Path: "$.choices[*].delta.tool_calls" });
    }

    [Fact]
    public void Arguments_sent_as_an_object_are_its_text() =>
        Assert.Equal(
            new ChatEvent.ArgumentsDelta(0, 0, """{"x": 1}"""),
            ChatRig.ReadDeltas("""{"tool_calls":[{"id":"a","function":{"name":"f","arguments":{"x": 1}}}]}""")[^1]);

    [Fact]
    public void The_deprecated_call_of_a_function_is_a_call()
    {
        List<ChatEvent> events = ChatRig.Read(
            ChatRig.Chunk("""{"function_call":{"name":"f","arguments":"{"}}"""), ChatRig.Chunk("""{"function_call":{"arguments":"}"}}"""), ChatRig.Finish("function_call"));

        Assert.Equal(
            [
                new ChatEvent.ToolCallStarted(0, 0, "call_chatcmpl-1_0_0", "f"),
                new ChatEvent.ArgumentsDelta(0, 0, "{"),
                new ChatEvent.ArgumentsDelta(0, 0, "}"),
                new ChatEvent.Finished(0, FinishReason.ToolCalls, null),
            ],
            events[1..]);
    }

    [Fact]
    public void A_custom_tools_call_is_lost_once() =>
        Assert.Equal(
            "$.choices[*].delta.tool_calls[*].custom",
            Assert.IsType<ChatEvent.Lost>(Assert.Single(ChatRig.ReadDeltas(
                """{"tool_calls":[{"index":0,"id":"a","type":"custom","custom":{"name":"sql"}}]}""",
                """{"tool_calls":[{"index":0,"custom":{"input":"select"}}]}"""))).Loss.Path);

    [Fact]
    public void Tools_have_the_clients_names_again()
    {
        SentRequest sent = new() { ClientToolNames = SentRequest.Plain.ClientToolNames.Add("w_1", "w.1") };

        Assert.Contains(
            new ChatEvent.ToolCallStarted(0, 0, "a", "w.1"), ChatRig.Read(sent, ChatRig.Chunk("""{"tool_calls":[{"id":"a","function":{"name":"w_1"}}]}""")));
    }

    [Fact]
    public void Reasoning_has_several_names_and_is_told_once() =>
        Assert.Equal(
            [
                new ChatEvent.ReasoningDelta(0, "a"),
                new ChatEvent.ReasoningDelta(0, "b"),
                new ChatEvent.ReasoningDelta(0, "c"),
                new ChatEvent.TextDelta(0, "d"),
                new ChatEvent.RefusalDelta(0, "e"),
            ],
            ChatRig.ReadDeltas(
                """{"reasoning_content":"a"}""",
                """{"reasoning":"b","reasoning_content":"b","content":null}""",
                """{"content":[{"type":"thinking","thinking":[{"type":"text","text":"c"}]},{"type":"text","text":"d"}]}""",
                """{"refusal":"e"}"""));

    [Fact]
    public void What_the_hub_cannot_carry_is_told_once_and_nulls_and_padding_never()
    {
        string chunk = """
            {"id":"c","obfuscation":"x","object":"o","system_fingerprint":"fp","usage":null,"choices":[{"index":0,"logprobs":null,"finish_reason":null,
             "delta":{"role":"assistant","content":"a","annotations":[],"audio":null}}]}
            """;

        IEnumerable<string> lost = ChatRig.Read(chunk, chunk).OfType<ChatEvent.Lost>().Select(chatEvent => chatEvent.Loss.Path);

        Assert.Equal(["$.system_fingerprint", "$.choices[*].delta.annotations"], lost);
    }

    [Theory]
    [InlineData("""{"choices":[{"index":0,"delta":{"content":"a"}}]}""", FinishReason.Stop)]
    [InlineData("""{"choices":[{"index":0,"delta":{"tool_calls":[{"id":"a","function":{"name":"f"}}]}}]}""", FinishReason.ToolCalls)]
    public void Pitfall_9_an_answer_that_ends_without_saying_why_has_a_reason_all_the_same(string chunk, FinishReason reason) =>
        Assert.Equal(
            [
                new ChatEvent.Lost(new Loss("$.choices[*].finish_reason", "the vendor did not say why the answer ended: it reads as ended")),
                new ChatEvent.Finished(0, reason, null), new ChatEvent.Ended(),
            ],
            ChatRig.Read(chunk, Done)[^3..]);

    [Fact]
    public void A_stream_without_any_choice_ends_and_names_them_lost()
    {
        List<ChatEvent> events = ChatRig.Read("""{"id":"c","choices":[],"usage":{"prompt_tokens":1,"completion_tokens":0}}""", Done);

        Assert.Equal("$.choices", Assert.Single(events.OfType<ChatEvent.Lost>()).Loss.Path);
        Assert.Equal(new ChatEvent.Ended(), events[^1]);
    }

    [Fact]
    public void Pitfall_9_a_word_that_nobody_knows_reads_as_the_end_and_is_a_loss()
    {
        List<ChatEvent> events = ChatRig.Read(ChatRig.Finish("tired"));

        Assert.Equal("$.choices[*].finish_reason", Assert.IsType<ChatEvent.Lost>(events[1]).Loss.Path);
        Assert.Equal(new ChatEvent.Finished(0, FinishReason.Stop, null), events[2]);
    }

    [Fact]
    public void A_choice_finishes_once() =>
        Assert.Single(ChatRig.Read(ChatRig.Finish("length"), ChatRig.Finish("stop"), Done).OfType<ChatEvent.Finished>());

    [Fact]
    public void Each_choice_has_its_own_calls_and_end()
    {
        List<ChatEvent> events = ChatRig.Read(
            """{"id":"c","choices":[{"index":1,"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"f"}}]}},{"index":0,"delta":{"content":"x"}}]}""",
            """{"choices":[{"index":1,"delta":{},"finish_reason":"stop"},{"index":0,"delta":{},"finish_reason":"stop","stop_reason":"END"}]}""");

        Assert.Equal(
            [
                new ChatEvent.ToolCallStarted(1, 0, "a", "f"),
                new ChatEvent.TextDelta(0, "x"),
                new ChatEvent.Finished(1, FinishReason.ToolCalls, null),
                new ChatEvent.Finished(0, FinishReason.Stop, "END"),
            ],
            events[1..]);
    }

    [Fact]
    public void Pitfall_10_usage_after_the_finish_is_read_and_so_is_Groqs()
    {
        List<ChatEvent> events = ChatRig.Read(
            ChatRig.Finish("stop"),
            """{"choices":[],"x_groq":{"id":"r","usage":{"prompt_tokens":1,"completion_tokens":2,"queue_time":0.1}}}""",
            """{"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":4,"completion_tokens_details":{"accepted_prediction_tokens":0}}}""");

        Assert.Equal(
            [new Usage { InputText = 1, OutputText = 2 }, new Usage { InputText = 3, OutputText = 4 }],
            events.OfType<ChatEvent.UsageReported>().Select(reported => reported.Usage));
        Assert.Equal(["$.usage.queue_time"], events.OfType<ChatEvent.Lost>().Select(lost => lost.Loss.Path));
    }

    [Theory]
    [InlineData("{\"choices\":")]
    [InlineData("[]")]
    [InlineData("hello")]
    public void What_is_no_chunk_is_refused(string data) => Assert.Throws<UnreadableException>(() => ChatRig.Read(data));
}

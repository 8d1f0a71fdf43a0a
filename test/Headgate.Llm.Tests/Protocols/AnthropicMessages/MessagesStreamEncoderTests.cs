using Headgate.Llm.Protocols;
using System.Text.Json.Nodes;
using Headgate.Llm.Chat;

namespace Headgate.Llm.Tests.Protocols.AnthropicMessages;

public sealed class MessagesStreamEncoderTests
{
    private static readonly ChatEvent Started = new ChatEvent.Started("chatcmpl-1", "gpt-5") { Protocol = WireProtocol.OpenAIChat };
    private static readonly ChatEvent Ended = new ChatEvent.Ended();

    [Fact]
    public void Usage_that_comes_after_the_end_of_the_answer_is_waited_for()
    {
        MessagesCodec.Said said = MessagesCodec.EncodeStream(
            Started, new ChatEvent.TextDelta(0, "Hi"), new ChatEvent.Finished(0, FinishReason.Length, null),
            new ChatEvent.UsageReported(new Usage { InputText = 5, OutputText = 1 }), new ChatEvent.UsageReported(new Usage { InputText = 5, OutputText = 7 }), Ended);

        Assert.Equal(
            ["message_start", "content_block_start", "content_block_delta", "content_block_stop", "message_delta", "message_stop"],
            said.Events.Select(e => e.Name));
        MessagesCodec.AssertSame(
            """
            {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"gpt-5","content":[],
            "usage":{"input_tokens":0,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":0}}}
            """,
            said.Events[0].Data);
        MessagesCodec.AssertSame(
            """
            {"type":"message_delta","delta":{"stop_reason":"max_tokens"},
            "usage":{"input_tokens":5,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":7}}
            """,
            said.Events[4].Data);
    }

    [Fact]
    public void No_block_is_opened_for_empty_text() =>
        Assert.Equal(
            ["message_start", "message_delta", "message_stop"],
            MessagesCodec.EncodeStream(Started, new ChatEvent.TextDelta(0, ""), new ChatEvent.Finished(0, FinishReason.Stop, null), Ended).Events.Select(e => e.Name));

    [Fact]
    public void One_block_is_open_at_a_time_and_each_has_the_next_number()
    {
        List<string> blocks = Blocks(
            Started, new ChatEvent.ReasoningDelta(0, "a"), new ChatEvent.TextDelta(0, "b"), new ChatEvent.ReasoningDelta(0, "c"),
            new ChatEvent.ReasoningSigned(0, "s", WireProtocol.AnthropicMessages), new ChatEvent.ReasoningDelta(0, ""), new ChatEvent.ReasoningSigned(0, "t", WireProtocol.AnthropicMessages),
            new ChatEvent.ReasoningRedacted(0, "r", WireProtocol.AnthropicMessages), new ChatEvent.TextDelta(0, "d"), new ChatEvent.ToolCallStarted(0, 0, "id", "f"), Ended);

        Assert.Equal(
            [
                "0 thinking a", "1 text b", "2 thinking c s", "3 thinking t", "4 redacted_thinking", "5 text d", "6 tool_use {}",
            ],
            blocks);
    }

    [Fact]
    public void Pieces_of_several_calls_are_sorted_by_call()
    {
        List<string> blocks = Blocks(
            Started, new ChatEvent.ToolCallStarted(0, 0, "a", "f"), new ChatEvent.ToolCallStarted(0, 1, "b", "g"), new ChatEvent.ArgumentsDelta(0, 1, "{\"y\""),
            new ChatEvent.ArgumentsDelta(0, 0, "{\"x\""), new ChatEvent.TextDelta(0, "be"), new ChatEvent.ArgumentsDelta(0, 1, ":2}"),
            new ChatEvent.ToolCallStarted(0, 2, "c", "h"), new ChatEvent.ArgumentsDelta(0, 0, ":1}"), new ChatEvent.TextDelta(0, "tween"),
            new ChatEvent.ReasoningDelta(0, "why"), new ChatEvent.ReasoningSigned(0, "s", WireProtocol.AnthropicMessages), new ChatEvent.ReasoningDelta(0, "more"),
            new ChatEvent.Finished(0, FinishReason.ToolCalls, null), Ended);

        Assert.Equal(
            [
                "0 tool_use {\"x\" :1}", "1 tool_use {\"y\":2}", "2 text be", "3 tool_use {}", "4 text tween", "5 thinking why s", "6 thinking more",
            ],
            blocks);
    }

    [Fact]
    public void The_first_call_is_streamed_as_it_comes()
    {
        MessagesCodec.Said said = MessagesCodec.EncodeStream(
            Started, new ChatEvent.ToolCallStarted(0, 0, "a", "f"), new ChatEvent.ArgumentsDelta(0, 0, "{\"x\""));

        Assert.Equal("{\"x\"", (string?)said.Events[^1].Data["delta"]!["partial_json"]);
    }

    [Fact]
    public void Calls_that_end_one_by_one_do_not_wait()
    {
        MessagesCodec.Said said = MessagesCodec.EncodeStream(
            Started, new ChatEvent.ToolCallStarted(0, 0, "a", "f"), new ChatEvent.PartEnded(0), new ChatEvent.ToolCallStarted(0, 1, "b", "g"));

        Assert.Equal("g", (string?)said.Events[^1].Data["content_block"]!["name"]);
    }

    [Theory]
    [InlineData(FinishReason.Stop, null, "end_turn")]
    [InlineData(FinishReason.Stop, "END", "stop_sequence")]
    [InlineData(FinishReason.ContextWindow, null, "model_context_window_exceeded")]
    [InlineData(FinishReason.ContentFilter, null, "refusal")]
    [InlineData(FinishReason.Pause, null, "pause_turn")]
    [InlineData(FinishReason.ToolCalls, null, "end_turn")]
    public void The_end_says_why(FinishReason reason, string? sequence, string word)
    {
        JsonNode delta = MessagesCodec.EncodeStream(Started, new ChatEvent.Finished(0, reason, sequence), Ended).Events[^2].Data["delta"]!;

        Assert.Equal(word, (string?)delta["stop_reason"]);
        Assert.Equal(sequence, (string?)delta["stop_sequence"]);
        Assert.True(delta.AsObject().ContainsKey("stop_sequence"));
    }

    [Fact]
    public void Calls_and_refusals_end_an_answer_as_such_whatever_the_vendor_says()
    {
        ChatEvent stop = new ChatEvent.Finished(0, FinishReason.Stop, null);

        Assert.Equal("tool_use", StopReason(Started, new ChatEvent.ToolCallStarted(0, 0, "a", "f"), stop, Ended));
        Assert.Equal("refusal", StopReason(Started, new ChatEvent.RefusalDelta(0, "No."), stop, Ended));
    }

    [Fact]
    public void Further_answers_and_what_the_vendor_lost_are_named_once()
    {
        MessagesCodec.Said said = MessagesCodec.EncodeStream(
            Started, new ChatEvent.TextDelta(0, "a"), new ChatEvent.TextDelta(1, "b"), new ChatEvent.TextDelta(1, "c"),
            new ChatEvent.Finished(1, FinishReason.Length, null), new ChatEvent.Lost(new Loss("$.x", "why")), new ChatEvent.Finished(0, FinishReason.Stop, null), Ended);

        Assert.Equal(["$.choices[1]", "$.x"], said.Lost);
        Assert.Equal("end_turn", (string?)said.Events[^2].Data["delta"]!["stop_reason"]);
        Assert.DoesNotContain("\"b\"", said.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reason_nobody_gave_reads_as_the_end_and_is_a_loss()
    {
        MessagesCodec.Said said = MessagesCodec.EncodeStream(Started, Ended);

        Assert.Equal("end_turn", (string?)said.Events[^2].Data["delta"]!["stop_reason"]);
        Assert.Equal(["$.choices[*].finish_reason"], said.Lost);
    }

    private static string? StopReason(params ChatEvent[] events) =>
        (string?)MessagesCodec.EncodeStream(events).Events[^2].Data["delta"]!["stop_reason"];

    /// <summary>Each block in a line: its number, its type, what its deltas say. Fails when two are open at once.</summary>
    private static List<string> Blocks(params ChatEvent[] events)
    {
        List<string> blocks = [];
        bool isOpen = false;
        foreach ((string name, JsonNode data) in MessagesCodec.EncodeStream(events).Events)
        {
            if (name == "content_block_start")
            {
                Assert.False(isOpen);
                blocks.Add($"{data["index"]} {data["content_block"]!["type"]}");
            }
            else if (name == "content_block_delta")
            {
                Assert.Equal(blocks.Count - 1, (int)data["index"]!);
                blocks[^1] += $" {data["delta"]!.AsObject().Last().Value}";
            }

            isOpen = name.StartsWith("content_block", StringComparison.Ordinal) ? name != "content_block_stop" : isOpen;
        }

        Assert.False(isOpen);
        return blocks;
    }
}

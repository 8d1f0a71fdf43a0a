using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Protocols;

namespace Headgate.Llm.Tests.Protocols.AnthropicMessages;

public sealed class MessagesStreamDecoderTests
{
    [Fact]
    public void Calls_are_counted_by_calls_and_not_by_blocks() =>
        Assert.Equal(
            [
                new ChatEvent.TextDelta(0, "Hi"), new ChatEvent.PartEnded(0),
                new ChatEvent.ToolCallStarted(0, 0, "a", "f"), new ChatEvent.ArgumentsDelta(0, 0, "{}"), new ChatEvent.PartEnded(0),
                new ChatEvent.ToolCallStarted(0, 1, "b", "f"), new ChatEvent.ArgumentsDelta(0, 1, "{}"), new ChatEvent.PartEnded(0),
            ],
            Read(
                Start(0, """{"type":"text","text":"Hi"}"""), Stop(0), Start(1, """{"type":"tool_use","id":"a","name":"f","input":{}}"""), Stop(1),
                Start(2, """{"type":"tool_use","id":"b","name":"f","input":{}}"""),
                Delta(2, """{"type":"input_json_delta","partial_json":""}"""), Delta(2, """{"type":"input_json_delta","partial_json":"{}"}"""), Stop(2)));

    [Fact]
    public void Arguments_given_at_the_beginning_count_when_none_follow()
    {
        const string Begun = """{"type":"tool_use","id":"a","name":"f","input":{"x": 1}}""";

        Assert.Equal("""{"x": 1}""", Arguments(Read(Start(0, Begun), Stop(0))));
        Assert.Equal("{}", Arguments(Read(Start(0, Begun), Delta(0, """{"type":"input_json_delta","partial_json":"{}"}"""), Stop(0))));
    }

    [Fact]
    public void Withheld_thinking_keeps_its_signature() =>
        Assert.Equal(
            [new ChatEvent.ReasoningDelta(0, ""), new ChatEvent.ReasoningSigned(0, "abcd", WireProtocol.AnthropicMessages), new ChatEvent.PartEnded(0)],
            Read(
                Start(0, """{"type":"thinking","thinking":"","signature":""}"""), Delta(0, """{"type":"signature_delta","signature":"ab"}"""),
                Delta(0, """{"type":"signature_delta","signature":"cd"}"""), Stop(0)));

    [Fact]
    public void Usage_is_the_whole_so_far_and_null_leaves_it()
    {
        List<ChatEvent> events = Read(
            """{"type":"message_start","message":{"id":"msg_1","model":"m","usage":{"input_tokens":9,"cache_read_input_tokens":4,"output_tokens":1}}}""",
            """{"type":"message_delta","delta":{},"usage":{"output_tokens":5}}""",
            """{"type":"message_delta","delta":{},"usage":{"input_tokens":null,"output_tokens":7}}""");

        Usage usage = Assert.IsType<ChatEvent.UsageReported>(events[^1]).Usage;
        Assert.Equal((9, 4, 7), (usage.InputText, usage.CacheRead, usage.OutputText));
    }

    [Fact]
    public void Text_waits_for_the_answer_that_was_asked_for_and_is_lost_when_it_comes()
    {
        List<ChatEvent> events = MessagesCodec.DecodeStream(
            Stream(
                Start(0, """{"type":"text","text":"Well,"}"""), Stop(0), Answer(1), Input(1, """{"a":1}"""), Stop(1),
                Answer(2), Input(2, """{"a":2}"""), Stop(2),
                Start(3, """{"type":"text","text":""}"""), Delta(3, """{"type":"text_delta","text":"Done."}"""), Stop(3), End("tool_use")),
            new SentRequest { AnswerTool = "answer" });

        Assert.Equal("""{"a":1}""", string.Concat(events.OfType<ChatEvent.TextDelta>().Select(text => text.Text)));
        Assert.Equal(["$.content[0]", "$.content[2]", "$.content[3]"], events.OfType<ChatEvent.Lost>().Select(lost => lost.Loss.Path));
        Assert.Equal(FinishReason.Stop, Assert.Single(events.OfType<ChatEvent.Finished>()).Reason);
    }

    [Fact]
    public void Text_comes_at_the_end_when_the_answer_that_was_asked_for_does_not()
    {
        List<ChatEvent> events = MessagesCodec.DecodeStream(
            Stream(Start(0, """{"type":"text","text":"I "}"""), Delta(0, """{"type":"text_delta","text":"refuse."}"""), Stop(0), End("end_turn")),
            new SentRequest { AnswerTool = "answer" });

        Assert.Equal(
            [new ChatEvent.TextDelta(0, "I refuse."), new ChatEvent.PartEnded(0), new ChatEvent.Finished(0, FinishReason.Stop, null)], events);
    }

    [Theory]
    [InlineData("""{"value": [1,2]}""", "[1,2]")]
    [InlineData("""{"value":[1,""", """{"value":[1,""")]
    public void An_answer_that_was_put_into_an_object_is_taken_out_of_it(string arguments, string text)
    {
        List<ChatEvent> events = MessagesCodec.DecodeStream(
            Stream(Answer(0), Input(0, arguments[..5]), Input(0, arguments[5..]), Stop(0), End("tool_use")),
            new SentRequest { AnswerTool = "answer", IsAnswerWrapped = true });

        Assert.Equal(new ChatEvent.TextDelta(0, text), Assert.Single(events.OfType<ChatEvent.TextDelta>()));
    }

    [Fact]
    public void The_tool_that_stands_in_for_an_answer_streams_as_text()
    {
        List<ChatEvent> events = MessagesCodec.DecodeStream(
            Stream(
                Start(0, """{"type":"tool_use","id":"a","name":"answer","input":{}}"""), Delta(0, """{"type":"input_json_delta","partial_json":"{\"a\":1}"}"""),
                Stop(0), """{"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null}}"""),
            new SentRequest { AnswerTool = "answer" });

        Assert.Equal([new ChatEvent.TextDelta(0, """{"a":1}"""), new ChatEvent.PartEnded(0), new ChatEvent.Finished(0, FinishReason.Stop, null)], events);
    }

    [Fact]
    public void Tools_get_the_clients_names_back() =>
        Assert.Equal(
            new ChatEvent.ToolCallStarted(0, 0, "a", "g.h"),
            MessagesCodec.DecodeStream(
                Stream(Start(0, """{"type":"tool_use","id":"a","name":"g_h","input":{}}""")),
                new SentRequest { ClientToolNames = ImmutableDictionary<string, string>.Empty.Add("g_h", "g.h") })[0]);

    [Fact]
    public void What_the_hub_cannot_carry_is_named()
    {
        List<ChatEvent> events = Read(
            """{"type":"message_start","message":{"id":"msg_1","model":"m","container":{"id":"c"},"content":[],"stop_reason":null,"usage":{"input_tokens":1,"speed":"fast"}}}""",
            """{"type":"ping"}""", """{"type":"brand_new_event","delta":{"text":"x"}}""",
            Start(0, """{"type":"server_tool_use","id":"a","name":"web_search","input":{}}"""), Delta(0, """{"type":"input_json_delta","partial_json":"{}"}"""), Stop(0),
            Start(1, """{"type":"text","text":"","citations":[]}"""), Delta(1, """{"type":"citations_delta","citation":{"cited_text":"x"}}"""), Stop(1),
            """{"type":"message_delta","delta":{"stop_reason":"fell_asleep","stop_details":{"category":"x"}}}""");

        Assert.Equal(
            ["$.usage.speed", "$.container", "$", "$.content[0]", "$.content[1].citations", "$.stop_details", "$.stop_reason"],
            events.OfType<ChatEvent.Lost>().Select(lost => lost.Loss.Path));
        Assert.Equal(new ChatEvent.Finished(0, FinishReason.Stop, null), events[^1]);
        Assert.Empty(events.OfType<ChatEvent.TextDelta>());
    }

    [Fact]
    public void The_name_of_an_event_stands_in_for_a_missing_type() =>
        Assert.Equal([new ChatEvent.Ended()], MessagesCodec.DecodeStream("event: message_stop\ndata: {}\n\n"u8));

    private static string Arguments(List<ChatEvent> events) =>
        string.Concat(events.OfType<ChatEvent.ArgumentsDelta>().Select(delta => delta.Fragment));

    private static List<ChatEvent> Read(params string[] data) => MessagesCodec.DecodeStream(Stream(data));

    private static byte[] Stream(params string[] data) => Encoding.UTF8.GetBytes(string.Concat(data.Select(json => $"data: {json}\n\n")));

    private static string Start(int index, string block) => $$"""{"type":"content_block_start","index":{{index}},"content_block":{{block}}}""";

    private static string Delta(int index, string delta) => $$"""{"type":"content_block_delta","index":{{index}},"delta":{{delta}}}""";

    private static string Answer(int index) => Start(index, """{"type":"tool_use","id":"a","name":"answer","input":{}}""");

    private static string Input(int index, string json) =>
        Delta(index, $$"""{"type":"input_json_delta","partial_json":"{{JsonEncodedText.Encode(json)}}"}""");

    private static string End(string reason) => $$$"""{"type":"message_delta","delta":{"stop_reason":"{{{reason}}}","stop_sequence":null}}""";

    private static string Stop(int index) => $$"""{"type":"content_block_stop","index":{{index}}}""";
}

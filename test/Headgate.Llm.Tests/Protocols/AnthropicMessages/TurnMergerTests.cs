using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Protocols;

namespace Headgate.Llm.Tests.Protocols.AnthropicMessages;

/// <summary>How conversations of other protocols become turns.</summary>
public sealed class TurnMergerTests
{
    private const string Old = "claude-opus-4-5";
    private const string New = "claude-opus-4-8";

    [Fact]
    public void Results_of_parallel_calls_go_into_one_message_before_what_the_user_says()
    {
        ToolResultPart image = new("b", [new ImagePart(new MediaSource.Base64("image/png", "iVBO"u8.ToArray()))]);

        MessagesCodec.Sent sent = Merged(
            MessagesCodec.User("Hi"), MessagesCodec.Assistant(MessagesCodec.Call("a"), MessagesCodec.Call("b")),
            MessagesCodec.User("Wait"), MessagesCodec.Result("a", "1"), MessagesCodec.Spoken(Role.Tool, image), MessagesCodec.User("Go on"));

        MessagesCodec.AssertSame(
            """
            {"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":"1"},
            {"type":"tool_result","tool_use_id":"b","content":[{"type":"image","source":{"type":"base64","media_type":"image/png","data":"iVBO"}}]},
            {"type":"text","text":"Wait"},{"type":"text","text":"Go on"}]}
            """,
            sent.Messages[2]);
        Assert.Equal(3, sent.Messages.Count);
    }

    [Fact]
    public void A_call_that_was_interrupted_gets_a_result()
    {
        MessagesCodec.Sent sent = Merged(
            MessagesCodec.User("Hi"), MessagesCodec.Assistant(MessagesCodec.Call("a"), MessagesCodec.Call("b")),
            MessagesCodec.Result("b", "2"), MessagesCodec.User("Stop"));

        MessagesCodec.AssertSame(
            """
            [{"type":"tool_result","tool_use_id":"b","content":"2"},
            {"type":"tool_result","tool_use_id":"a","content":"No result: the call was interrupted."},{"type":"text","text":"Stop"}]
            """,
            sent.Messages[2]!["content"]);
    }

    [Fact]
    public void A_call_at_the_very_end_gets_a_result_too()
    {
        MessagesCodec.Sent sent = Merged(MessagesCodec.User("Hi"), MessagesCodec.Assistant(MessagesCodec.Call("a")));

        Assert.Equal("tool_result", (string?)sent.Messages[2]!["content"]![0]!["type"]);
    }

    [Fact]
    public void A_result_that_the_assistant_itself_gives_is_told_as_text_and_the_call_still_gets_one()
    {
        MessagesCodec.Sent sent = Merged(
            MessagesCodec.User("Hi"),
            MessagesCodec.Assistant(MessagesCodec.Call("a"), new ToolResultPart("a", [new TextPart("1")])),
            MessagesCodec.User("Go on"));

        Assert.Equal("[result of tool call a]", (string?)sent.Messages[1]!["content"]![1]!["text"]);
        Assert.Equal("tool_result", (string?)sent.Messages[2]!["content"]![0]!["type"]);
    }

    [Fact]
    public void The_result_of_a_call_that_is_not_there_is_told_as_text()
    {
        MessagesCodec.Sent sent = Merged(MessagesCodec.User("Hi"), MessagesCodec.Assistant(new TextPart("Ho")), MessagesCodec.Result("a", "1"));

        MessagesCodec.AssertSame("""[{"type":"text","text":"[result of tool call a]"},{"type":"text","text":"1"}]""", sent.Messages[2]!["content"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    public void Empty_text_is_left_out(string empty)
    {
        MessagesCodec.Sent sent = Merged(
            MessagesCodec.User("Hi"), MessagesCodec.Assistant(new TextPart(empty), MessagesCodec.Call("a")), MessagesCodec.Result("a", empty),
            MessagesCodec.Assistant(new TextPart(empty)), MessagesCodec.User("Go on"));

        MessagesCodec.AssertSame(
            """
            [{"role":"user","content":"Hi"},{"role":"assistant","content":[{"type":"tool_use","id":"a","name":"f","input":{}}]},
            {"role":"user","content":[{"type":"tool_result","tool_use_id":"a"},{"type":"text","text":"Go on"}]}]
            """,
            sent.Messages);
        Assert.Empty(sent.Lost);
    }

    [Fact]
    public void Messages_of_one_side_become_one_turn()
    {
        MessagesCodec.Sent sent = Merged(
            MessagesCodec.User("1"), MessagesCodec.User("2"), MessagesCodec.Assistant(new TextPart("3")), MessagesCodec.Assistant(new TextPart("4")),
            MessagesCodec.User("5"));

        Assert.Equal(["user", "assistant", "user"], sent.Messages.Select(message => (string?)message!["role"]));
    }

    [Fact]
    public void A_conversation_that_the_assistant_opens_gets_a_user_before_it() =>
        Assert.Equal("user", (string?)Merged(MessagesCodec.Assistant(new TextPart("Hi")), MessagesCodec.User("Ho")).Messages[0]!["role"]);

    [Fact]
    public void Instructions_alone_get_a_user() =>
        Assert.Single(Merged(MessagesCodec.Spoken(Role.System, new TextPart("Be brief"))).Messages);

    [Fact]
    public void Leading_instructions_go_to_the_top_and_later_ones_stay_in_place_as_notes()
    {
        MessagesCodec.Sent sent = Merged(
            MessagesCodec.Spoken(Role.System, new TextPart("1")), MessagesCodec.Spoken(Role.Developer, new TextPart("2")), MessagesCodec.User("3"),
            MessagesCodec.Assistant(MessagesCodec.Call("a")), MessagesCodec.Spoken(Role.System, new TextPart("4")), MessagesCodec.Result("a", "5"));

        MessagesCodec.AssertSame("""[{"type":"text","text":"1"},{"type":"text","text":"2"}]""", sent.Body["system"]);
        MessagesCodec.AssertSame(
            """[{"type":"tool_result","tool_use_id":"a","content":"5"},{"type":"text","text":"[System note] 4"}]""", sent.Messages[2]!["content"]);
    }

    [Fact]
    public void Later_instructions_keep_their_role_where_model_and_place_allow()
    {
        Message[] messages =
        [
            MessagesCodec.User("1"), MessagesCodec.Spoken(Role.Developer, new TextPart("2")), MessagesCodec.Assistant(new TextPart("3")),
            MessagesCodec.User("4"), MessagesCodec.Spoken(Role.System, new TextPart("5")),
        ];

        Assert.Equal(["user", "system", "assistant", "user", "system"], Roles(New, messages));
        Assert.Equal(["user", "assistant", "user"], Roles(Old, messages));
        Assert.Equal(["user", "assistant", "user"], Roles(New, [messages[0], .. messages[2..], MessagesCodec.User("6")]));
    }

    [Fact]
    public void A_longer_conversation_begins_like_a_shorter_one()
    {
        Message[] messages =
        [
            MessagesCodec.Spoken(Role.System, new TextPart("s")), MessagesCodec.User("1"),
            MessagesCodec.Assistant(MessagesCodec.Call("a"), MessagesCodec.Call("b")), MessagesCodec.Result("a", "2"), MessagesCodec.Result("b", "3"),
            MessagesCodec.Assistant(new TextPart("4")), MessagesCodec.User("5"), MessagesCodec.Spoken(Role.System, new TextPart("6")),
            MessagesCodec.Assistant(new ReasoningPart { Text = "", Signature = "s", SignedBy = WireProtocol.AnthropicMessages }, MessagesCodec.Call("call.1")),
            MessagesCodec.Result("call.1", "7"), MessagesCodec.Assistant(new TextPart("8")), MessagesCodec.User("9"),
        ];

        // Wherever it is the model's turn to speak.
        int[] ends = [2, 5, 8, 10, 12];
        foreach (string model in (string[])[Old, New])
        {
            string[] written = [.. ends.Select(end => MessagesCodec.Encode(Asked(messages[..end]), model).Text)];
            Assert.All(written.Zip(written[1..]), pair => Assert.StartsWith(pair.First[..^2], pair.Second, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void The_beginning_of_an_answer_goes_only_to_models_that_take_it()
    {
        ChatRequest request = MessagesCodec.Asked(
            MessagesCodec.User("Hi"), MessagesCodec.Assistant(new TextPart("{")) with { Place = new JsonPlace("$.messages[{0}]", 1) });

        Assert.Equal(2, MessagesCodec.Encode(request, Old).Messages.Count);
        MessagesCodec.Sent refused = MessagesCodec.Encode(request, New);
        Assert.Single(refused.Messages);
        Assert.Equal(["$.messages[1]"], refused.Lost);
    }

    [Fact]
    public void The_beginning_of_an_answer_ends_in_no_white_space() =>
        Assert.Equal("Sure:", (string?)Merged(MessagesCodec.User("Hi"), MessagesCodec.Assistant(new TextPart("Sure: \n"))).Messages[1]!["content"]);

    [Fact]
    public void Each_message_of_a_refused_beginning_is_named()
    {
        Message Begun(int i) => MessagesCodec.Assistant(new TextPart($"{i}")) with { Place = new JsonPlace("$.messages[{0}]", i) };

        MessagesCodec.Sent refused = MessagesCodec.Encode(MessagesCodec.Asked(MessagesCodec.User("Hi"), Begun(1), Begun(2)), New);

        Assert.Single(refused.Messages);
        Assert.Equal(["$.messages[1]", "$.messages[2]"], refused.Lost);
    }

    [Fact]
    public void Only_thinking_that_anthropic_signed_goes_back_to_it_and_that_unchanged()
    {
        ReasoningPart Thought(string? text, WireProtocol? signer) => new()
        {
            Text = text, Redacted = text is null ? "r" : null, Signature = text is null ? null : "s", SignedBy = signer, Place = new JsonPlace("$.x"),
        };

        MessagesCodec.Sent sent = Merged(
            MessagesCodec.User("Hi"),
            MessagesCodec.Assistant(
                Thought("", WireProtocol.AnthropicMessages), Thought(null, WireProtocol.AnthropicMessages), Thought("mine", WireProtocol.OpenAIResponses),
                Thought("nobody's", null), new TextPart("Ho")),
            MessagesCodec.User("Go on"));

        MessagesCodec.AssertSame(
            """
            [{"type":"thinking","thinking":"","signature":"s"},{"type":"redacted_thinking","data":"r"},{"type":"text","text":"Ho"}]
            """,
            sent.Messages[1]!["content"]);
        Assert.Equal(["$.x"], sent.Lost);
    }

    [Fact]
    public void What_anthropic_does_not_take_is_named()
    {
        Message message = MessagesCodec.Spoken(
            Role.User,
            new TextPart("Hi"),
            new AudioPart(new MediaSource.Base64("audio/wav", default)) { Place = new JsonPlace("$.a") },
            new ImagePart(new MediaSource.File("f")) { Place = new JsonPlace("$.b") },
            new NativePart(WireProtocol.OpenAIResponses, "x", "{}"u8.ToArray()) { Place = new JsonPlace("$.c") },
            new ImagePart(new MediaSource.Url("https://example.com")) { Place = new JsonPlace("$.d"), Detail = "low" });

        MessagesCodec.Sent sent = Merged(message with { Name = "Ann", Place = new JsonPlace("$.m") });

        Assert.Equal(2, sent.Messages[0]!["content"]!.AsArray().Count);
        Assert.Equal(["$.a", "$.b", "$.c", "$.d.detail", "$.m.name"], sent.Lost.Order());
    }

    [Theory]
    [InlineData("", "{}")]
    [InlineData("{\"a\":1}", "{\"a\":1}")]
    [InlineData("[1]", "{\"value\":[1]}")]
    [InlineData("{\"a\":", "{\"arguments\":\"{\\\"a\\\":\"}")]
    public void Arguments_become_an_object_whatever_the_model_wrote(string arguments, string input) =>
        MessagesCodec.AssertSame(
            input, Merged(MessagesCodec.User("Hi"), MessagesCodec.Assistant(MessagesCodec.Call("a", arguments))).Messages[1]!["content"]![0]!["input"]);

    [Fact]
    public void Ids_and_names_that_anthropic_refuses_are_changed_alike_in_call_and_result()
    {
        ChatRequest request = MessagesCodec.Asked(
            MessagesCodec.User("Hi"), MessagesCodec.Assistant(new ToolCallPart("call:1", "a.b", "{}"u8.ToArray())), MessagesCodec.Result("call:1", "2"));

        MessagesCodec.Sent sent = MessagesCodec.Encode(request with { Tools = [MessagesCodec.Function("a.b")] }, Old);

        string id = (string)sent.Messages[1]!["content"]![0]!["id"]!;
        Assert.Matches("^[a-zA-Z0-9_-]+$", id);
        Assert.Equal(id, (string?)sent.Messages[2]!["content"]![0]!["tool_use_id"]);
        string tool = (string)sent.Body["tools"]![0]!["name"]!;
        Assert.Equal(tool, (string?)sent.Messages[1]!["content"]![0]!["name"]);
        Assert.Equal("a.b", sent.Request.ClientToolName(tool));
    }

    [Fact]
    public void Each_of_very_many_results_is_kept_with_its_call() =>
        Assert.Equal(60_000, Merged(Answered(60_000)).Messages[2]!["content"]!.AsArray().Count);

    [Fact]
    public void Very_many_results_cost_no_more_than_their_number() => Assert.InRange(
        Growth.WhenDoubled(4_000, results =>
        {
            Message[] messages = Answered(results);
            return () => Merged(messages);
        }),
        1,
        3);

    private static Message[] Answered(int results)
    {
        string[] ids = [.. Enumerable.Range(0, results).Select(i => $"call_{i:D6}")];
        return
        [
            MessagesCodec.User("Hi"), MessagesCodec.Assistant([.. ids.Select(id => MessagesCodec.Call(id))]), .. ids.Select(id => MessagesCodec.Result(id, "1")),
        ];
    }

    private static ChatRequest Asked(params Message[] messages) => MessagesCodec.Asked(messages) with { Tools = [MessagesCodec.Function()] };

    private static MessagesCodec.Sent Merged(params Message[] messages) => MessagesCodec.Encode(MessagesCodec.Asked(messages), Old);

    private static IEnumerable<string?> Roles(string model, IEnumerable<Message> messages) =>
        MessagesCodec.Encode(MessagesCodec.Asked(messages), model).Messages.Select(message => (string?)message!["role"]);
}

using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Protocols;

namespace Headgate.Llm.Tests.Protocols.AnthropicMessages;

public sealed class MessagesResponseTests
{
    private const string Structured =
        """
        {"id":"msg_1","content":[{"type":"tool_use","id":"toolu_1","name":"answer","input":{"a":1}}],"stop_reason":"tool_use",
        "usage":{"input_tokens":1,"output_tokens":2}}
        """;

    [Theory]
    [InlineData("end_turn", FinishReason.Stop)]
    [InlineData("stop_sequence", FinishReason.Stop)]
    [InlineData("max_tokens", FinishReason.Length)]
    [InlineData("model_context_window_exceeded", FinishReason.ContextWindow)]
    [InlineData("tool_use", FinishReason.ToolCalls)]
    [InlineData("refusal", FinishReason.ContentFilter)]
    [InlineData("pause_turn", FinishReason.Pause)]
    public void Every_stop_reason_has_its_meaning(string word, FinishReason reason) =>
        Assert.Equal(reason, MessagesCodec.DecodeAnswer($$"""{"content":[],"stop_reason":"{{word}}"}""").Choices[0].Finish);

    [Fact]
    public void A_stop_reason_that_is_not_known_ends_the_answer_and_is_kept()
    {
        ChatChoice choice = MessagesCodec.DecodeAnswer("""{"content":[],"stop_reason":"fell_asleep"}""").Choices[0];

        Assert.Equal(FinishReason.Stop, choice.Finish);
        Assert.Equal("$.stop_reason", Assert.Single(choice.Extras).Place.ToString());
    }

    [Fact]
    public void The_tool_that_stands_in_for_an_answer_is_read_as_text()
    {
        ChatChoice choice = MessagesCodec.DecodeAnswer(Structured, new SentRequest { AnswerTool = "answer" }).Choices[0];

        Assert.Equal("""{"a":1}""", Assert.IsType<TextPart>(Assert.Single(choice.Parts)).Text);
        Assert.Equal(FinishReason.Stop, choice.Finish);
    }

    [Fact]
    public void Only_the_first_answer_is_one_and_text_beside_it_is_lost()
    {
        ChatResponse response = MessagesCodec.DecodeAnswer(
            """
            {"content":[{"type":"text","text":"Well,"},{"type":"tool_use","id":"a","name":"answer","input":{"a":1}},
            {"type":"tool_use","id":"b","name":"answer","input":{"a":2}},{"type":"text","text":"Done."}],"stop_reason":"tool_use"}
            """,
            new SentRequest { AnswerTool = "answer" });

        Assert.Equal("""{"a":1}""", Assert.IsType<TextPart>(Assert.Single(response.Choices[0].Parts)).Text);
        Assert.Equal(["$.content[0]", "$.content[2]", "$.content[3]"], response.Losses.Select(loss => loss.Path));
        Assert.Equal(FinishReason.Stop, response.Choices[0].Finish);
    }

    [Theory]
    [InlineData("""{"value": [1, 2]}""", "[1,2]")]
    [InlineData("""{"values": 1}""", """{"values":1}""")]
    public void An_answer_that_was_put_into_an_object_is_taken_out_of_it(string input, string text)
    {
        string answer = $$"""{"content":[{"type":"tool_use","id":"a","name":"answer","input":{{input}}}],"stop_reason":"tool_use"}""";

        ChatResponse response = MessagesCodec.DecodeAnswer(answer, new SentRequest { AnswerTool = "answer", IsAnswerWrapped = true });

        Assert.Equal(text, Assert.IsType<TextPart>(Assert.Single(response.Choices[0].Parts)).Text);
    }

    [Fact]
    public void Tools_get_the_clients_names_back()
    {
        SentRequest sent = new() { ClientToolNames = ImmutableDictionary<string, string>.Empty.Add("answer", "an.swer") };

        ChatChoice choice = MessagesCodec.DecodeAnswer(Structured, sent).Choices[0];

        Assert.Equal("an.swer", Assert.IsType<ToolCallPart>(Assert.Single(choice.Parts)).Name);
        Assert.Equal(FinishReason.ToolCalls, choice.Finish);
    }

    [Fact]
    public void An_answer_without_content_is_none() =>
        Assert.Throws<UnreadableException>(() => MessagesCodec.DecodeAnswer("""{"id":"msg_1","usage":{}}"""));

    [Fact]
    public void Another_vendors_answer_has_every_member_that_clients_expect()
    {
        ChatResponse response = Answer(FinishReason.Stop, new TextPart(""), new TextPart("Hi")) with
        {
            Id = "chatcmpl-1", Model = "gpt-5", ServiceTier = "default",
            Usage = new Usage { InputText = 5, CacheRead = 3, CacheWrite30m = 2, OutputText = 4, OutputReasoning = 6 },
        };

        (JsonNode body, LossList losses) = MessagesCodec.EncodeAnswer(response);

        Assert.True(body.AsObject().ContainsKey("stop_sequence"));
        MessagesCodec.AssertSame(
            """
            {"id":"msg_1","type":"message","role":"assistant","model":"gpt-5","content":[{"type":"text","text":"Hi"}],"stop_reason":"end_turn",
            "usage":{"input_tokens":5,"cache_creation_input_tokens":2,"cache_read_input_tokens":3,"output_tokens":10,
            "output_tokens_details":{"thinking_tokens":6},"service_tier":"standard"}}
            """,
            body);
        Assert.Equal(0, losses.Count);
    }

    [Fact]
    public void Calls_end_an_answer_as_calls_whatever_the_vendor_says()
    {
        (JsonNode body, _) = MessagesCodec.EncodeAnswer(Answer(FinishReason.Stop, new ToolCallPart("call:1", "f", "[]"u8.ToArray())));

        Assert.Equal("tool_use", (string?)body["stop_reason"]);
        Assert.Matches("^[a-zA-Z0-9_-]+$", (string)body["content"]![0]!["id"]!);
        MessagesCodec.AssertSame("""{"value":[]}""", body["content"]![0]!["input"]);
    }

    [Fact]
    public void A_refusal_is_text_and_says_so_at_the_end()
    {
        (JsonNode body, _) = MessagesCodec.EncodeAnswer(Answer(FinishReason.Stop, new RefusalPart("No.")));

        MessagesCodec.AssertSame("""[{"type":"text","text":"No."}]""", body["content"]);
        Assert.Equal("refusal", (string?)body["stop_reason"]);
    }

    [Fact]
    public void Thinking_that_nobody_signed_has_an_empty_signature_and_a_foreign_one_says_whose_it_is()
    {
        ReasoningPart foreign = new() { Text = "b", Signature = "s", SignedBy = WireProtocol.OpenAIResponses };
        ReasoningPart sealedUp = new() { Redacted = "c", SignedBy = WireProtocol.OpenAIResponses };

        (JsonNode body, LossList losses) = MessagesCodec.EncodeAnswer(Answer(FinishReason.Stop, new ReasoningPart { Text = "a" }, foreign, sealedUp));

        MessagesCodec.AssertSame(
            """
            [
              {"type":"thinking","thinking":"a","signature":""},
              {"type":"thinking","thinking":"b","signature":"hg.responses.s"},
              {"type":"redacted_thinking","data":"hg.responses.c"}
            ]
            """,
            body["content"]);
        Assert.Equal(0, losses.Count);
    }

    [Fact]
    public void What_has_no_place_in_an_answer_is_named()
    {
        ChatResponse response = Answer(FinishReason.Length, new AudioPart(new MediaSource.File("f")) { Place = new JsonPlace("$.audio") });
        response = response with
        {
            Choices = [response.Choices[0], response.Choices[0] with { Place = new JsonPlace("$.choices[{0}]", 1) }],
            Extras = [new Extra(WireProtocol.OpenAIChat, "system_fingerprint", "1"u8.ToArray(), default)],
            ServiceTier = "flex",
        };

        (JsonNode body, LossList losses) = MessagesCodec.EncodeAnswer(response);

        Assert.Equal("max_tokens", (string?)body["stop_reason"]);
        Assert.Equal(["$.audio", "$.choices[1]", "$.service_tier", "$.system_fingerprint"], losses.ToImmutable().Select(loss => loss.Path).Order());
    }

    private static ChatResponse Answer(FinishReason finish, params ImmutableArray<ContentPart> parts) => new()
    {
        Protocol = WireProtocol.OpenAIChat, Choices = [new ChatChoice(0, parts, finish)],
    };

    [Theory]
    [InlineData("""{"content":[],*}""")]
    [InlineData("""{"content":[],"usage":{*}}""")]
    [InlineData("""{"content":[],"usage":{"cache_creation":{*}}}""")]
    public void Many_unknown_members_cost_no_more_than_their_number(string shape)
    {
        string body = shape.Replace("*", string.Join(',', Enumerable.Range(0, 10_000).Select(i => $"\"x{i}\":1")), StringComparison.Ordinal);

        long before = GC.GetAllocatedBytesForCurrentThread();
        MessagesCodec.DecodeAnswer(body);

        // An array made anew for each of them would take 400 MB.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000_000);
    }
}

using System.Collections.Immutable;
using System.Text;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Protocols;

namespace Headgate.Llm.Tests.Protocols.OpenAIChat;

public sealed class ChatMessageEncoderTests
{
    private static readonly JsonPlace Somewhere = new("$.messages[{0}].content[{1}]", 3, 1);

    [Fact]
    public void Pitfall_1_results_and_text_of_one_message_become_messages_of_the_tools_and_then_the_users()
    {
        ChatRig.Written sent = ChatRig.Send(Claude(
            Assistant(Call("a"), Call("b")),
            User(new ToolResultPart("b", [new TextPart("2")]), new ToolResultPart("a", [new TextPart("1")]), new TextPart("Go on."))));

        Assert.Equal(
            """[{"role":"tool","tool_call_id":"b","content":"2"},{"role":"tool","tool_call_id":"a","content":"1"},{"role":"user","content":"Go on."}]""",
            MessagesFrom(sent, 1));
        Assert.Empty(sent.LostPaths);
    }

    [Fact]
    public void Pitfall_1_images_of_results_follow_in_a_message_of_the_users_after_the_whole_run()
    {
        ImagePart image = new(new MediaSource.Base64("image/png", "AAAA"u8.ToArray()));

        ChatRig.Written sent = ChatRig.Send(Claude(
            Assistant(Call("a"), Call("b")),
            User(new ToolResultPart("a", [image]), new ToolResultPart("b", [new TextPart("2"), image]), new TextPart("Go on."))));

        Assert.Equal(
            """
            [{"role":"tool","tool_call_id":"a","content":"[see the next message of the user]"},{"role":"tool","tool_call_id":"b","content":"2"},
            {"role":"user","content":[{"type":"text","text":"[content of tool call a]"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}},
            {"type":"text","text":"[content of tool call b]"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]},
            {"role":"user","content":"Go on."}]
            """.ReplaceLineEndings(""),
            MessagesFrom(sent, 1));
        Assert.Empty(sent.LostPaths);
    }

    [Fact]
    public void Each_of_very_many_results_is_kept_with_its_call_in_whatever_order() =>
        Assert.Equal(60_001, ChatRig.Send(Answered(60_000)).Body["messages"]!.AsArray().Count);

    [Fact]
    public void Very_many_results_cost_no_more_than_their_number() => Assert.InRange(
        Growth.WhenDoubled(4_000, results =>
        {
            ChatRequest request = Answered(results);
            return () => ChatRig.Send(request);
        }),
        1,
        3);

    [Fact]
    public void Calls_in_messages_one_behind_the_other_are_answered_together()
    {
        ChatRig.Written sent = ChatRig.Send(Claude(Assistant(Call("a")), Assistant(Call("b")), User(Result("a"), Result("b"))));

        Assert.Equal("\"b\"", sent.At("messages", 0, "tool_calls", 1, "id"));
        Assert.Equal(
            """[{"role":"tool","tool_call_id":"a","content":"r"},{"role":"tool","tool_call_id":"b","content":"r"}]""", MessagesFrom(sent, 1));
    }

    [Fact]
    public void Pitfall_2_a_call_that_nothing_answers_was_interrupted()
    {
        ChatRig.Written sent = ChatRig.Send(Claude(
            Assistant(Call("a"), Call("b")), User(new ToolResultPart("b", [new TextPart("2")])), User(new TextPart("Stop.")), Assistant(Call("c"))));

        Assert.Equal(
            """
            [{"role":"tool","tool_call_id":"b","content":"2"},{"role":"tool","tool_call_id":"a","content":"No result: the call was interrupted."},
            {"role":"user","content":"Stop."}]
            """.ReplaceLineEndings(""),
            MessagesFrom(sent, 1, 4));
        Assert.Equal("\"c\"", sent.At("messages", 5, "tool_call_id"));
    }

    [Fact]
    public void The_result_of_no_call_is_told_by_the_user()
    {
        ChatRig.Written sent = ChatRig.Send(ChatRig.Said(
            """{"role":"user","content":"a"}""", """{"role":"tool","tool_call_id":"x","content":"sun"}""", """{"role":"user","content":"b"}"""));

        Assert.Equal(
            """[{"role":"user","content":"[result of tool call x] sun"},{"role":"user","content":"b"}]""", MessagesFrom(sent, 1));
    }

    [Fact]
    public void Members_of_a_message_of_results_alone_are_lost_too()
    {
        Extra extra = new(WireProtocol.AnthropicMessages, "later", "1"u8.ToArray(), new JsonPlace("$.messages[{0}]", 1));

        Assert.Equal(["$.messages[1].later"], ChatRig.Send(Claude(Assistant(Call("a")), User(Result("a")) with { Extras = [extra] })).LostPaths);
    }

    [Fact]
    public void A_second_result_of_the_same_call_is_told_by_the_user()
    {
        ChatRig.Written sent = ChatRig.Send(Claude(
            Assistant(Call("a")), User(new ToolResultPart("a", [new TextPart("1")]), new ToolResultPart("a", [new TextPart("2")]))));

        Assert.Equal(
            """[{"role":"tool","tool_call_id":"a","content":"1"},{"role":"user","content":"[result of tool call a] 2"}]""", MessagesFrom(sent, 1));
    }

    [Theory]
    [InlineData("not found", "[tool error] not found")]
    [InlineData(null, "[tool error]")]
    public void A_tools_failure_is_said_in_its_text(string? text, string written)
    {
        ImmutableArray<ContentPart> content = text is null ? [] : [new TextPart(text)];

        ChatRig.Written sent = ChatRig.Send(Claude(Assistant(Call("a")), User(new ToolResultPart("a", content) { IsError = true })));

        Assert.Equal($"\"{written}\"", sent.At("messages", 1, "content"));
    }

    [Theory]
    [InlineData("{ \"city\" : \"Paris\" }", "{\"city\":\"Paris\"}")]
    [InlineData("", "{}")]
    public void Pitfall_17_arguments_of_another_protocol_are_written_as_compact_text(string arguments, string written)
    {
        ChatRig.Written sent = ChatRig.Send(Claude(Assistant(new ToolCallPart("a", "f", Encoding.UTF8.GetBytes(arguments)))));

        Assert.Equal(written, sent.Body["messages"]![0]!["tool_calls"]![0]!["function"]!["arguments"]!.GetValue<string>());
    }

    [Fact]
    public void Pitfall_26_ids_of_calls_become_nine_letters_and_digits_for_Mistral_in_call_and_result_alike()
    {
        ChatRig.Written sent = ChatRig.Send(
            Claude(Assistant(Call("toolu_01A"), Call("abcDEF123")), User(Result("toolu_01A"), Result("abcDEF123"))), "mistral");

        string id = sent.At("messages", 0, "tool_calls", 0, "id")!;
        Assert.Matches("^\"[a-zA-Z0-9]{9}\"$", id);
        Assert.Equal(id, sent.At("messages", 1, "tool_call_id"));
        Assert.Equal("\"abcDEF123\"", sent.At("messages", 2, "tool_call_id"));
    }

    [Fact]
    public void Pitfall_23_the_developer_is_the_system_where_the_vendor_knows_no_such_role()
    {
        ChatRequest request = ChatRig.Said("""{"role":"developer","content":"a"}""");

        Assert.Equal("\"developer\"", ChatRig.Send(request).At("messages", 0, "role"));
        Assert.Equal("\"system\"", ChatRig.Send(request, "vllm").At("messages", 0, "role"));
    }

    [Fact]
    public void Pitfall_7_reasoning_goes_back_to_vendors_that_want_it_and_is_lost_for_others()
    {
        ChatRequest request = Claude(Assistant(
            new ReasoningPart { Text = "Hm.", Signature = "s", SignedBy = WireProtocol.AnthropicMessages, Place = Somewhere }, new TextPart("4"), Call("a")));

        ChatRig.Written deepseek = ChatRig.Send(request, "deepseek");
        Assert.Equal("\"Hm.\"", deepseek.At("messages", 0, "reasoning_content"));
        Assert.Equal(["$.messages[3].content[1].signature"], deepseek.LostPaths);
        ChatRig.Written openai = ChatRig.Send(request);
        Assert.Null(openai.At("messages", 0, "reasoning_content"));
        Assert.Equal(["$.messages[3].content[1]"], openai.LostPaths);
    }

    [Fact]
    public void Pitfall_4_a_message_of_calls_alone_has_null_content()
    {
        ChatRig.Written sent = ChatRig.Send(Claude(Assistant(Call("a"))));

        Assert.StartsWith("""{"model":"m","messages":[{"role":"assistant","content":null,"tool_calls":""", sent.Json, StringComparison.Ordinal);
    }

    [Fact]
    public void Pitfall_15_the_system_may_speak_in_the_middle_and_stays_there()
    {
        ChatRig.Written sent = ChatRig.Send(Claude(User(new TextPart("a")), new Message { Role = Role.System, Parts = [new TextPart("b")] }, User(new TextPart("c"))));

        Assert.Equal("""{"role":"system","content":"b"}""", sent.At("messages", 1));
    }

    [Fact]
    public void Pitfall_15_a_further_turn_is_written_with_the_same_beginning()
    {
        Message[] turns =
        [
            new() { Role = Role.System, Parts = [new TextPart("s")] },
            User(new TextPart("a")),
            Assistant(new TextPart("b"), Call("1"), Call("2")),
            User(Result("1"), new ToolResultPart("2", [new ImagePart(new MediaSource.Url("https://example.com"))])),
            Assistant(Call("3")),
            User(Result("3"), new TextPart("c")),
            Assistant(new TextPart("d")),
            User(new TextPart("e")),
        ];
        string before = "";
        for (int i = 2; i <= turns.Length; i++)
        {
            string messages = ChatRig.Send(Claude(turns[..i])).At("messages")![..^1];
            if (turns[i - 2].Role == Role.User)
            {
                Assert.StartsWith(before, messages, StringComparison.Ordinal);
            }

            before = messages;
        }
    }

    [Fact]
    public void Cache_marks_keep_their_place_and_live_as_long_as_OpenAI_knows()
    {
        ChatRequest request = Claude(
            Assistant(Call("a")),
            User(
                new ToolResultPart("a", [new TextPart("1")]) { Cache = new CacheMarker("5m", Somewhere.Member("cache_control")) },
                new TextPart("b") { Cache = new CacheMarker("1h", Somewhere) }));

        ChatRig.Written openai = ChatRig.Send(request);

        Assert.Equal(
            """
            [{"role":"tool","tool_call_id":"a","content":[{"type":"text","text":"1","prompt_cache_breakpoint":{"mode":"explicit","ttl":"30m"}}]},
            {"role":"user","content":[{"type":"text","text":"b","prompt_cache_breakpoint":{"mode":"explicit","ttl":"12h"}}]}]
            """.ReplaceLineEndings(""),
            MessagesFrom(openai, 1));
        Assert.Empty(openai.LostPaths);
        Assert.Equal(["$.messages[3].content[1].cache_control", "$.messages[3].content[1]"], ChatRig.Send(request, "vllm").LostPaths);
    }

    [Theory]
    [InlineData("gpt-4o", true)]
    [InlineData("gpt-5", true)]
    [InlineData("gpt-5.5-mini", true)]
    [InlineData("o3", true)]
    [InlineData("gpt-5.6", false)]
    [InlineData("gpt-6", false)]
    public void Cache_marks_go_to_models_that_take_them(string model, bool isLost)
    {
        ChatRequest request = Claude(User(new TextPart("b") { Cache = new CacheMarker("1h", Somewhere) }));

        Assert.Equal(isLost ? 1 : 0, ChatRig.Send(request, "openai", model).LostPaths.Length);
    }

    [Fact]
    public void A_calls_id_that_is_too_long_is_shortened_in_call_and_result_alike()
    {
        string id = new('i', 41);
        ChatRig.Written sent = ChatRig.Send(Claude(Assistant(Call(id)), User(new ToolResultPart(id, [new TextPart("1")]))));

        string messages = MessagesFrom(sent, 0);
        string shortened = messages.Split("\"tool_call_id\":\"")[1].Split('"')[0];

        Assert.Equal(40, shortened.Length);
        Assert.Contains($"\"id\":\"{shortened}\"", messages, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plain_text_document_becomes_text_under_its_title()
    {
        ChatRig.Written sent = ChatRig.Send(Claude(User(new DocumentPart(new MediaSource.Text("Once.")) { Name = "Story" })));

        Assert.Equal("\"Story\\n\\nOnce.\"", sent.At("messages", 0, "content"));
    }

    [Fact]
    public void A_pdf_without_a_name_gets_one()
    {
        ChatRig.Written sent = ChatRig.Send(Claude(User(new DocumentPart(new MediaSource.Base64("application/pdf", "JVBERi0="u8.ToArray())))));

        Assert.Equal(
            """[{"type":"file","file":{"file_data":"data:application/pdf;base64,JVBERi0=","filename":"document.pdf"}}]""", sent.At("messages", 0, "content"));
    }

    [Fact]
    public void What_lies_at_another_vendor_or_has_no_such_part_is_lost()
    {
        ChatRig.Written sent = ChatRig.Send(Claude(User(
            new ImagePart(new MediaSource.File("file_1")) { Place = Somewhere },
            new DocumentPart(new MediaSource.Url("https://example.com/a.pdf")) { Place = Somewhere with { Second = 2 } },
            new NativePart(WireProtocol.AnthropicMessages, "search_result", "{}"u8.ToArray()) { Place = Somewhere with { Second = 3 } })));

        Assert.Equal(["$.messages[3].content[1]", "$.messages[3].content[2]", "$.messages[3].content[3]"], sent.LostPaths);
        Assert.Equal("\"\"", sent.At("messages", 0, "content"));
    }

    [Fact]
    public void Texts_are_joined_for_vendors_that_want_plain_text()
    {
        ChatRequest request = Claude(new Message { Role = Role.System, Parts = [new TextPart("a"), new TextPart("b")] });

        Assert.Equal("\"a\\nb\"", ChatRig.Send(request, "deepseek").At("messages", 0, "content"));
        Assert.Equal("""[{"type":"text","text":"a"},{"type":"text","text":"b"}]""", ChatRig.Send(request, "openai").At("messages", 0, "content"));
    }

    [Fact]
    public void The_beginning_of_an_answer_is_marked_as_such_for_Mistral()
    {
        ChatRequest request = Claude(User(new TextPart("a")), Assistant(new TextPart("Well,")));

        Assert.Equal("""{"role":"assistant","content":"Well,","prefix":true}""", ChatRig.Send(request, "mistral").At("messages", 1));
        Assert.Equal("""{"role":"assistant","content":"Well,"}""", ChatRig.Send(request).At("messages", 1));
    }

    private static ChatRequest Answered(int results)
    {
        string[] ids = [.. Enumerable.Range(0, results).Select(i => $"call_{i:D6}")];
        return Claude(
            Assistant([.. ids.Select(id => Call(id))]), User([.. ids.Reverse().Select(id => new ToolResultPart(id, [new TextPart("1")]))]));
    }

    private static ChatRequest Claude(params Message[] messages) =>
        new() { Protocol = WireProtocol.AnthropicMessages, Model = "m", Messages = [.. messages] };

    private static Message User(params ContentPart[] parts) => new() { Role = Role.User, Parts = [.. parts] };

    private static Message Assistant(params ContentPart[] parts) => new() { Role = Role.Assistant, Parts = [.. parts] };

    private static ToolCallPart Call(string id) => new(id, "f", "{}"u8.ToArray());

    private static ToolResultPart Result(string id) => new(id, [new TextPart("r")]);

    private static string MessagesFrom(ChatRig.Written sent, int first, int end = int.MaxValue) =>
        $"[{string.Join(',', sent.Body["messages"]!.AsArray().Skip(first).Take(end - first).Select(message => message!.ToJsonString(ChatRig.Readable)))}]";
}

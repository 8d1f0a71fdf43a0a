using System.Text.Json.Nodes;
using Headgate.Llm.Protocols;
using Headgate.Llm.Tests.Translation.Json;
using Headgate.Llm.Tests.Translation.Streams;
using static Headgate.Llm.Protocols.WireProtocol;

namespace Headgate.Llm.Tests.Translation;

/// <summary>
/// What translating gateways have been reported to get wrong, one test each. 6 is about Gemini and in <see cref="GeminiPitfallTests"/>; 13 and 14 (failures and departures in streams), 25
/// (count_tokens), 27 to 29 (headers) are the gateway's and tested from outside, in <c>Headgate.EndToEnd</c>.
/// </summary>
public sealed class PitfallTests
{
    private const string Gauge = """{"type":"function","function":{"name":"read_gauge","parameters":{"type":"object","properties":{}}}}""";

    [Fact]
    public void Pitfall_01_Parallel_tool_results_become_one_user_message_with_the_results_first()
    {
        JsonArray messages = ToClaude(
            Asks("call_1", "call_2"), """{"role":"tool","tool_call_id":"call_1","content":"a"}""",
            """{"role":"tool","tool_call_id":"call_2","content":"b"}""", """{"role":"user","content":"Well?"}""");

        Assert.Equal(["user", "assistant", "user"], messages.Select(Role));
        Assert.Equal(["tool_result", "tool_result", "text"], messages[2]!["content"]!.AsArray().Select(Type));
    }

    [Fact]
    public void Pitfall_01_One_user_message_with_results_and_text_becomes_tool_messages_and_then_the_users()
    {
        JsonArray messages = ToGpt(
            """
            {"role":"assistant","content":[{"type":"tool_use","id":"toolu_1","name":"a","input":{}},{"type":"tool_use","id":"toolu_2","name":"b",
             "input":{}}]}
            """,
            """
            {"role":"user","content":[{"type":"text","text":"Well?"},{"type":"tool_result","tool_use_id":"toolu_1","content":"x"},
             {"type":"tool_result","tool_use_id":"toolu_2","content":"y"}]}
            """);

        Assert.Equal(["user", "assistant", "tool", "tool", "user"], messages.Select(Role));
    }

    [Fact]
    public void Pitfall_02_A_call_without_a_result_gets_one()
    {
        JsonArray messages = ToClaude(
            Asks("call_1", "call_2"), """{"role":"tool","tool_call_id":"call_2","content":"b"}""", """{"role":"user","content":"Stop."}""");

        IEnumerable<JsonNode?> results = messages[2]!["content"]!.AsArray().Where(part => Type(part) == "tool_result");
        Assert.Equal(["call_1", "call_2"], results.Select(result => result!["tool_use_id"]!.GetValue<string>()).Order());
    }

    [Fact]
    public void Pitfall_02_The_same_for_a_chat_vendor()
    {
        JsonArray messages = ToGpt(
            """{"role":"assistant","content":[{"type":"tool_use","id":"toolu_1","name":"a","input":{}}]}""", """{"role":"user","content":"Stop."}""");

        Assert.Equal(["user", "assistant", "tool", "user"], messages.Select(Role));
        Assert.Equal("toolu_1", messages[2]!["tool_call_id"]!.GetValue<string>());
    }

    [Fact]
    public void Pitfall_03_The_index_of_a_streamed_call_counts_calls_and_not_blocks()
    {
        JsonObject answer = ChatAccumulator.Whole(ToChatClient("parallel-tools-to-chat"));

        JsonArray calls = answer["choices"]![0]!["message"]!["tool_calls"]!.AsArray();
        Assert.Equal(["toolu_1", "toolu_2"], calls.Select(call => call!["id"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("""{"role":"assistant","content":"","tool_calls":[{"id":"call_1","type":"function","function":{"name":"a","arguments":"{}"}}]}""")]
    [InlineData("""{"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"a","arguments":"{}"}}]}""")]
    [InlineData("""{"role":"assistant","content":" \n","tool_calls":[{"id":"call_1","type":"function","function":{"name":"a","arguments":"{}"}}]}""")]
    [InlineData("""
        {"role":"assistant","content":[{"type":"text","text":""}],"tool_calls":[{"id":"call_1","type":"function","function":{"name":"a",
         "arguments":"{}"}}]}
        """)]
    public void Pitfall_04_Empty_text_is_never_sent_to_Claude(string assistant)
    {
        JsonArray messages = ToClaude(assistant, """{"role":"tool","tool_call_id":"call_1","content":"a"}""");

        Assert.Equal(["tool_use"], messages[1]!["content"]!.AsArray().Select(Type));
    }

    [Fact]
    public void Pitfall_04_A_message_of_nothing_is_left_out_and_its_neighbours_are_joined()
    {
        JsonArray messages = ToClaude("""{"role":"assistant","content":""}""", """{"role":"user","content":"Well?"}""");

        Assert.Equal(["user"], messages.Select(Role));
    }

    [Fact]
    public void Pitfall_05_Signed_thinking_goes_back_byte_for_byte_and_in_order_even_when_it_is_empty()
    {
        const string Thought = """
            [{"type":"thinking","thinking":"","signature":"c2ln+/=="},{"type":"redacted_thinking","data":"aGlk"},{"type":"thinking",
             "thinking":"A \"b\"\n","signature":"czI="},{"type":"tool_use","id":"toolu_1","name":"a","input":{}}]
            """;
        string body = $$"""
            {"model":"m","max_tokens":9000,"thinking":{"type":"enabled","budget_tokens":2000},"messages":[{"role":"user","content":"Hi"},
             {"role":"assistant","content":{{Thought}} },{"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_1","content":"x"}]}]}
            """;

        Crossing.Outcome outcome = Crossing.Request(AnthropicMessages, Targets.OlderClaude, body);

        Assert.Empty(outcome.Losses);
        JsonMeaning.AssertEqual(JsonNode.Parse(Thought), outcome.Json["messages"]![1]!["content"]);
    }

    [Fact]
    public void Pitfall_05_A_foreign_vendor_gets_no_signature_and_the_loss_is_told()
    {
        Crossing.Outcome outcome = Crossing.Request(AnthropicMessages, Targets.ReasoningGpt, """
            {"model":"m","max_tokens":9000,"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":[{"type":"thinking","thinking":"a",
             "signature":"c2ln"},{"type":"text","text":"Yes"}]},{"role":"user","content":"Go on"}]}
            """);

        Assert.DoesNotContain("c2ln", outcome.Text, StringComparison.Ordinal);
        Assert.Equal(["$.messages[1].content[0]"], outcome.LossPaths);
    }

    [Fact]
    public void Pitfall_05_Thinking_is_switched_off_where_Claude_would_miss_its_own_before_a_call()
    {
        Crossing.Outcome outcome = Crossing.Request(OpenAIChat, Targets.OlderClaude, $$"""
            {"model":"m","max_tokens":9000,"reasoning_effort":"high","messages":[{"role":"user","content":"Hi"},{{Asks("call_1")}},{"role":"tool",
             "tool_call_id":"call_1","content":"x"}]}
            """);

        Assert.NotEqual("enabled", outcome.Json["thinking"]?["type"]?.GetValue<string>());
        Assert.Contains("$.reasoning_effort", outcome.LossPaths);
    }

    [Fact]
    public void Pitfall_05_A_Claude_clients_thinking_is_switched_off_where_another_vendor_made_the_calls()
    {
        Crossing.Outcome outcome = Crossing.Request(AnthropicMessages, Targets.OlderClaude, """
            {"model":"m","max_tokens":9000,"thinking":{"type":"enabled","budget_tokens":2000},"messages":[{"role":"user","content":"Hi"},
             {"role":"assistant","content":[{"type":"thinking","thinking":"So","signature":""},{"type":"tool_use","id":"call_1","name":"a","input":{}}]},
             {"role":"user","content":[{"type":"tool_result","tool_use_id":"call_1","content":"x"}]}]}
            """);

        Assert.Null(outcome.Json["thinking"]);
        Assert.Equal(["$.messages[1].content[0]", "$.thinking"], outcome.LossPaths);
    }

    [Fact]
    public void Pitfall_05_Claude_goes_on_thinking_when_its_turn_began_so_and_called_again_without()
    {
        Crossing.Outcome outcome = Crossing.Request(AnthropicMessages, Targets.OlderClaude, """
            {"model":"m","max_tokens":9000,"thinking":{"type":"enabled","budget_tokens":2000},"messages":[{"role":"user","content":"Hi"},
             {"role":"assistant","content":[{"type":"thinking","thinking":"So","signature":"c2ln"},{"type":"tool_use","id":"t1","name":"a","input":{}}]},
             {"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":"x"}]},
             {"role":"assistant","content":[{"type":"tool_use","id":"t2","name":"a","input":{}}]},
             {"role":"user","content":[{"type":"tool_result","tool_use_id":"t2","content":"x"}]}]}
            """);

        Assert.Equal("enabled", (string?)outcome.Json["thinking"]!["type"]);
        Assert.Empty(outcome.Losses);
    }

    [Fact]
    public void Pitfall_07_Reasoning_text_goes_back_to_a_vendor_that_wants_it_and_to_no_other()
    {
        string body = $$"""
            {"model":"m","messages":[{"role":"user","content":"Hi"},{"role":"assistant","reasoning_content":"a-ha","content":null,
             "tool_calls":[{"id":"call_1","type":"function","function":{"name":"a","arguments":"{}"} }]},{"role":"tool","tool_call_id":"call_1",
             "content":"x"}]}
            """;

        Assert.Equal("a-ha", Crossing.Request(OpenAIChat, Targets.DeepSeek, body).Json["messages"]![1]!["reasoning_content"]!.GetValue<string>());
        Assert.DoesNotContain("a-ha", Crossing.Request(OpenAIChat, Targets.Compatible, body).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Pitfall_08_Cached_tokens_are_inside_OpenAIs_prompt_tokens_and_outside_Anthropics_input_tokens()
    {
        TranslationGolden golden = new("responses", "text");

        JsonNode chat = Crossing.Response(AnthropicMessages, OpenAIChat, golden.Text(AnthropicMessages)).Json["usage"]!;
        JsonNode messages = Crossing.Response(OpenAIChat, AnthropicMessages, golden.Text(OpenAIChat)).Json["usage"]!;

        JsonNode details = chat["prompt_tokens_details"]!;
        Assert.Equal((60, 30, 20), (Of(chat, "$.prompt_tokens"), Of(details, "$.cached_tokens"), Of(details, "$.cache_write_tokens")));
        Assert.Equal(
            (10, 30, 20), (Of(messages, "$.input_tokens"), Of(messages, "$.cache_read_input_tokens"), Of(messages, "$.cache_creation_input_tokens")));
    }

    [Fact]
    public void Pitfall_08_The_usage_of_message_delta_replaces_what_came_before()
    {
        string stream = new TranslationGolden("streams", "text-to-chat").Text(AnthropicMessages)
            .Replace("""{"output_tokens": 5}""", """{"input_tokens": 10, "cache_read_input_tokens": 30, "output_tokens": 5}""", StringComparison.Ordinal);

        JsonNode usage = ChatAccumulator.Whole(Crossing.Stream(AnthropicMessages, OpenAIChat, stream).Text)["usage"]!;

        Assert.Equal((60, 5, 65), (Of(usage, "$.prompt_tokens"), Of(usage, "$.completion_tokens"), Of(usage, "$.total_tokens")));
    }

    [Theory]
    [InlineData("end_turn", "stop")]
    [InlineData("stop_sequence", "stop")]
    [InlineData("pause_turn", "stop")]
    [InlineData("max_tokens", "length")]
    [InlineData("model_context_window_exceeded", "length")]
    [InlineData("tool_use", "tool_calls")]
    [InlineData("refusal", "content_filter")]
    [InlineData("never_heard_of", "stop")]
    public void Pitfall_09_Each_stop_reason_has_a_finish_reason(string stop, string finish)
    {
        string body = new TranslationGolden("responses", "text").Text(AnthropicMessages).Replace("end_turn", stop, StringComparison.Ordinal);

        Assert.Equal(finish, Crossing.Response(AnthropicMessages, OpenAIChat, body).Json["choices"]![0]!["finish_reason"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("stop", "end_turn")]
    [InlineData("length", "max_tokens")]
    [InlineData("tool_calls", "tool_use")]
    [InlineData("content_filter", "refusal")]
    [InlineData("eos", "end_turn")]
    public void Pitfall_09_Each_finish_reason_has_a_stop_reason(string finish, string stop)
    {
        string body = new TranslationGolden("responses", finish == "tool_calls" ? "calls-without-text" : "text").Text(OpenAIChat)
            .Replace("\"finish_reason\": \"stop\"", $"\"finish_reason\": \"{finish}\"", StringComparison.Ordinal);

        Assert.Equal(stop, Crossing.Response(OpenAIChat, AnthropicMessages, body).Json["stop_reason"]!.GetValue<string>());
    }

    [Fact]
    public void Pitfall_10_Usage_that_comes_after_the_finish_reason_is_in_the_message_delta()
    {
        JsonObject message = MessagesAccumulator.Whole(ToClaudeClient("text-to-messages"));

        Assert.Equal((10, 5), (Of(message, "$.usage.input_tokens"), Of(message, "$.usage.output_tokens")));
    }

    [Fact]
    public void Pitfall_10_A_stream_without_usage_still_ends()
    {
        Assert.Equal("end_turn", MessagesAccumulator.Whole(ToClaudeClient("usage-not-asked-for"))["stop_reason"]!.GetValue<string>());
    }

    [Fact]
    public void Pitfall_11_The_first_chunk_has_the_role()
    {
        JsonNode delta = JsonNode.Parse(Crossing.Events(ToChatClient("text-to-chat"))[0].Data)!["choices"]![0]!["delta"]!;
        Assert.Equal(("assistant", ""), (delta["role"]!.GetValue<string>(), delta["content"]!.GetValue<string>()));
    }

    [Fact]
    public void Pitfall_12_Usage_is_shown_only_to_a_client_that_asked()
    {
        Assert.DoesNotContain("usage", ToChatClient("usage-not-asked-for"), StringComparison.Ordinal);
    }

    [Fact]
    public void Pitfall_12_A_Claude_clients_stream_asks_a_chat_vendor_for_usage_where_it_takes_the_question()
    {
        const string Body = """{"model":"m","max_tokens":300,"stream":true,"messages":[{"role":"user","content":"Hi"}]}""";

        Assert.True(Crossing.Request(AnthropicMessages, Targets.PlainGpt, Body).Json["stream_options"]!["include_usage"]!.GetValue<bool>());
        Assert.Null(Crossing.Request(AnthropicMessages, Targets.Of("mistral/mistral-large-latest"), Body).Json["stream_options"]);
    }

    [Fact]
    public void Pitfall_15_Instructions_in_between_stay_where_they_are()
    {
        string[] turns = ["""{"role":"assistant","content":"Hello"}""", """{"role":"user","content":"Go on"}""", """{"role":"system","content":"In feet."}"""];

        Assert.EndsWith("In feet.", ToClaude(turns)[^1]!["content"]![1]!["text"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public void Pitfall_15_And_after_the_results_of_tools()
    {
        JsonArray messages = ToClaude(
            Asks("call_1", "call_2"), """{"role":"tool","tool_call_id":"call_1","content":"a"}""", """{"role":"system","content":"In feet."}""",
            """{"role":"tool","tool_call_id":"call_2","content":"b"}""");

        Assert.Equal(["tool_result", "tool_result", "text"], messages[2]!["content"]!.AsArray().Select(Type));
    }

    [Fact]
    public void Pitfall_16_Neighbours_of_one_role_are_one_message_and_a_conversation_begins_with_the_user()
    {
        const string Body = """
            {"model":"m","messages":[{"role":"assistant","content":"Welcome."},{"role":"user","content":"a"},{"role":"user","content":"b"}]}
            """;
        Crossing.Outcome outcome = Crossing.Request(OpenAIChat, Targets.OlderClaude, Body);

        string[] roles = [.. outcome.Json["messages"]!.AsArray().Select(Role)];
        Assert.Equal("user", roles[0]);
        Assert.All(roles.Zip(roles.Skip(1)), pair => Assert.NotEqual(pair.First, pair.Second));
        Assert.Contains("Welcome.", outcome.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "{}")]
    [InlineData("  ", "{}")]
    [InlineData("{\\\"a\\\":", """{"arguments":"{\"a\":"}""")]
    [InlineData("[1]", """{"value":[1]}""")]
    [InlineData("null", """{"value":null}""")]
    [InlineData("7", """{"value":7}""")]
    public void Pitfall_17_Arguments_that_are_no_object_become_one(string arguments, string input)
    {
        JsonArray messages = ToClaude(
            $$$"""{"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"a","arguments":"{{{arguments}}}"}}]}""",
            """{"role":"tool","tool_call_id":"call_1","content":"a"}""");

        JsonMeaning.AssertEqual(JsonNode.Parse(input), messages[1]!["content"]![0]!["input"]);
    }

    [Theory]
    [InlineData("water.read/gauge")]
    [InlineData("水位")]
    [InlineData("a_name_that_is_as_long_as_sixty_four_letters_and_then_goes_on_and_on")]
    public void Pitfall_18_A_tools_name_that_the_vendor_would_refuse_is_changed_and_comes_back(string name)
    {
        string body = $$"""
            {"model":"m","max_tokens":300,"tools":[{"name":"{{name}}","input_schema":{"type":"object"} }],"tool_choice":{"type":"tool",
             "name":"{{name}}"},"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":[{"type":"tool_use","id":"toolu_1",
             "name":"{{name}}","input":{} }]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_1","content":"x"}]}]}
            """;

        JsonNode written = Crossing.Request(AnthropicMessages, Targets.PlainGpt, body, out SentRequest sent).Json;

        string changed = written["tools"]![0]!["function"]!["name"]!.GetValue<string>();
        Assert.Matches("^[a-zA-Z0-9_-]{1,64}$", changed);
        Assert.Equal(changed, written["tool_choice"]!["function"]!["name"]!.GetValue<string>());
        Assert.Equal(changed, written["messages"]![1]!["tool_calls"]![0]!["function"]!["name"]!.GetValue<string>());
        Assert.Equal(name, sent.ClientToolName(changed));
    }

    [Fact]
    public void Pitfall_19_A_structured_answer_by_a_forced_tool_comes_back_as_text_that_stopped()
    {
        JsonNode choice = ChatAccumulator.Whole(ToChatClient("structured-by-forced-tool"))["choices"]![0]!;

        Assert.Equal(("{\"inches\":12}", "stop"), (choice["message"]!["content"]!.GetValue<string>(), choice["finish_reason"]!.GetValue<string>()));
        Assert.Null(choice["message"]!["tool_calls"]);
    }

    [Fact]
    public void Pitfall_19_A_forced_tool_and_thinking_are_never_asked_for_together()
    {
        JsonNode written = Crossing.Request(OpenAIChat, Targets.OlderClaude, """
            {"model":"m","max_tokens":9000,"reasoning_effort":"high","response_format":{"type":"json_object"},"messages":[{"role":"user",
             "content":"Hi"}]}
            """).Json;

        Assert.Equal("tool", written["tool_choice"]!["type"]!.GetValue<string>());
        Assert.NotEqual("enabled", written["thinking"]?["type"]?.GetValue<string>());
    }

    [Theory]
    [InlineData("data:image/png;base64,AAAA", "image/png")]
    [InlineData("data:image/jpg;base64,AAAA", "image/jpeg")]
    [InlineData("data:IMAGE/PNG;name=a.png;base64,AAAA", "image/png")]
    public void Pitfall_20_A_data_URL_becomes_bytes_of_a_type_that_Claude_knows(string url, string type)
    {
        JsonArray messages = ToClaude($$$"""{"role":"user","content":[{"type":"image_url","image_url":{"url":"{{{url}}}"} }]}""");

        JsonNode source = messages[0]!["content"]![1]!["source"]!;

        Assert.Equal(("base64", type, "AAAA"), (Type(source), source["media_type"]!.GetValue<string>(), source["data"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("\"tools\":null,\"stop\":null,\"temperature\":null,\"response_format\":null,\"user\":null")]
    [InlineData("\"tools\":[]")]
    public void Pitfall_21_Nulls_and_empty_lists_are_not_sent(string members)
    {
        string body = $$"""{"model":"m","messages":[{"role":"user","content":"Hi"}],{{members}} }""";

        foreach (EgressTarget target in new[] { Targets.NewClaude, Targets.Compatible })
        {
            Crossing.Outcome outcome = Crossing.Request(OpenAIChat, target, body);
            Assert.Empty(outcome.Losses);
            Assert.DoesNotContain("null", outcome.Text, StringComparison.Ordinal);
            Assert.Null(outcome.Json["tools"]);
        }
    }

    [Fact]
    public void Pitfall_22_The_bound_of_the_answer_has_the_name_that_the_vendor_knows()
    {
        const string Body = """{"model":"m","max_tokens":300,"messages":[{"role":"user","content":"Hi"}]}""";

        Assert.Equal(300, Of(Crossing.Request(AnthropicMessages, Targets.ReasoningGpt, Body).Json, "$.max_completion_tokens"));
        Assert.Equal(300, Of(Crossing.Request(AnthropicMessages, Targets.Compatible, Body).Json, "$.max_tokens"));
        Assert.Equal(300, Of(Crossing.Request(OpenAIChat, Targets.NewClaude, Body).Json, "$.max_tokens"));
    }

    [Fact]
    public void Pitfall_23_The_role_developer_is_system_for_all_but_OpenAI()
    {
        const string Body = """{"model":"m","messages":[{"role":"developer","content":"In feet."},{"role":"user","content":"Hi"}]}""";

        Assert.Equal("developer", Role(Crossing.Request(OpenAIChat, Targets.PlainGpt, Body).Json["messages"]![0]));
        Assert.Equal("system", Role(Crossing.Request(OpenAIChat, Targets.Compatible, Body).Json["messages"]![0]));
        Assert.Equal("In feet.", Crossing.Request(OpenAIChat, Targets.NewClaude, Body).Json["system"]!.GetValue<string>());
    }

    [Fact]
    public void Pitfall_24_Thinking_text_and_calls_are_blocks_of_their_own_in_the_order_they_came()
    {
        const string Head = """data: {"id":"chatcmpl-01","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":""";
        string[] deltas =
        [
            """{"role":"assistant","content":""}""", """{"reasoning_content":"a"}""", """{"content":"b"}""", """{"reasoning_content":"c"}""",
            """{"tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"d","arguments":"{}"}}]}""", """{"content":"e"}""",
        ];
        string[] chunks = [.. deltas.Select(delta => $"{Head}{delta},\"finish_reason\":null}}]}}"), $"{Head}{{}},\"finish_reason\":\"tool_calls\"}}]}}"];
        string stream = string.Concat([.. chunks.Select(chunk => $"{chunk}\n\n"), "data: [DONE]\n\n"]);

        JsonObject message = MessagesAccumulator.Whole(Crossing.Stream(OpenAIChat, AnthropicMessages, stream).Text);

        Assert.Equal(["thinking", "text", "thinking", "tool_use", "text"], message["content"]!.AsArray().Select(Type));
    }

    [Theory]
    [InlineData("call 1/x")]
    [InlineData("functions.read:0")]
    public void Pitfall_26_An_id_that_Claude_would_refuse_is_changed_alike_in_call_and_result(string id)
    {
        JsonArray messages = ToClaude(Asks(id), $$"""{"role":"tool","tool_call_id":"{{id}}","content":"a"}""");

        string changed = messages[1]!["content"]![0]!["id"]!.GetValue<string>();
        Assert.Matches("^[a-zA-Z0-9_-]+$", changed);
        Assert.Equal(changed, messages[2]!["content"]![0]!["tool_use_id"]!.GetValue<string>());
    }

    [Fact]
    public void Pitfall_26_Ids_of_answers_have_the_prefix_that_the_client_knows()
    {
        TranslationGolden golden = new("responses", "text");

        JsonNode chat = Crossing.Response(AnthropicMessages, OpenAIChat, golden.Text(AnthropicMessages)).Json;
        JsonNode message = Crossing.Response(OpenAIChat, AnthropicMessages, golden.Text(OpenAIChat)).Json;

        Assert.StartsWith("chatcmpl-", chat["id"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.StartsWith("msg_", message["id"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public void Pitfall_30_A_stream_with_carriage_returns_comments_and_no_blank_line_at_its_end_is_read_whole()
    {
        TranslationGolden golden = new("streams", "text-to-messages");
        string odd = "\uFEFF: hello\r\n\r\n" + golden.Text(OpenAIChat).TrimEnd().ReplaceLineEndings("\r\n");

        Assert.Equal(
            Crossing.Events(golden.Text(AnthropicMessages)), Crossing.Events(Crossing.Stream(OpenAIChat, AnthropicMessages, odd).Text));
    }

    private static JsonArray ToClaude(params string[] messages) => Written(OpenAIChat, Targets.OlderClaude, $"\"tools\":[{Gauge}]", messages);

    private static JsonArray ToGpt(params string[] messages) => Written(AnthropicMessages, Targets.PlainGpt, "\"max_tokens\":300", messages);

    private static JsonArray Written(WireProtocol from, EgressTarget target, string setting, string[] messages)
    {
        string body = $$"""{"model":"m",{{setting}},"messages":[{"role":"user","content":"Hi"},{{string.Join(',', messages)}}]}""";
        return Crossing.Request(from, target, body).Json["messages"]!.AsArray();
    }

    private static string ToChatClient(string golden) => Streamed(new TranslationGolden("streams", golden), AnthropicMessages);

    private static string ToClaudeClient(string golden) => Streamed(new TranslationGolden("streams", golden), OpenAIChat);

    // A request in the golden is the chat client's.
    private static string Streamed(TranslationGolden golden, WireProtocol vendor) =>
        Crossing.Stream(vendor, Crossing.Other(vendor), golden.Text(vendor), vendor == AnthropicMessages ? golden.Request : null).Text;

    private static string Asks(params string[] ids) => $$"""{"role":"assistant","content":null,"tool_calls":[{{string.Join(',', ids.Select(CallOf))}}]}""";

    private static string CallOf(string id) => $$"""{"id":"{{id}}","type":"function","function":{"name":"read_gauge","arguments":"{}"} }""";

    private static string Role(JsonNode? message) => message!["role"]!.GetValue<string>();

    private static string Type(JsonNode? part) => part!["type"]!.GetValue<string>();

    private static int Of(JsonNode json, string path) => JsonPath.Get(json, path)!.GetValue<int>();
}

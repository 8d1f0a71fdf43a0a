using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Protocols;

namespace Headgate.Llm.Tests.Protocols.AnthropicMessages;

/// <summary>What requests of other protocols become, by what the model takes.</summary>
public sealed class MessagesRequestEncoderTests
{
    private const string Budgeted = "claude-haiku-4-5";
    private const string Adaptive = "claude-opus-4-8";
    private const string Newest = "claude-opus-5-5";

    private static readonly ChatRequest Request = MessagesCodec.Asked(MessagesCodec.User("Hi"));

    private static readonly OutputFormat Schema = new(OutputKind.JsonSchema, "$.response_format")
    {
        Name = "person", SchemaPath = "$.response_format.json_schema", Schema = """{"type":"object","title":"t","additionalProperties":false}"""u8.ToArray(),
        Strict = true,
    };

    [Theory]
    [InlineData("claude-3-haiku-20240307", 4_096)]
    [InlineData("claude-opus-4-20250514", 32_000)]
    [InlineData("us.anthropic.claude-haiku-4-5-20251001-v1:0", 64_000)]
    [InlineData("claude-opus-4.8", 128_000)]
    [InlineData("claude-of-tomorrow", 128_000)]
    [InlineData("somebody-elses", 8_192)]
    public void The_bound_is_the_models_own_where_the_client_gives_none(string model, long bound)
    {
        Assert.Equal(bound, (long)MessagesCodec.Encode(Request, model).Body["max_tokens"]!);
        Assert.Equal(7, (long)MessagesCodec.Encode(Request with { MaxOutputTokens = Given(7L) }, model).Body["max_tokens"]!);
    }

    [Fact]
    public void What_anthropic_has_not_is_named()
    {
        MessagesCodec.Sent sent = MessagesCodec.Encode(
            Request with
            {
                Seed = new Given<long>(1, "$.seed"),
                FrequencyPenalty = new Given<double>(1, "$.frequency_penalty"),
                PresencePenalty = new Given<double>(1, "$.presence_penalty"),
                LogProbabilities = new Given<bool>(true, "$.logprobs"),
                TopLogProbabilities = new Given<long>(1, "$.top_logprobs"),
                Choices = new Given<long>(2, "$.n"),
                ServiceTier = new Given<string>("flex", "$.service_tier"),
                Stop = new Given<ImmutableArray<string>>(["END", "\n"], "$.stop"),
                ToolChoice = new ToolChoice(ToolChoiceMode.Auto, "$.tool_choice"),
                ParallelToolCalls = new Given<bool>(true, "$.parallel_tool_calls"),
                Extras = [new Extra(WireProtocol.OpenAIChat, "logit_bias", "{}"u8.ToArray(), default)],
                Tools = [new Tool.Native(WireProtocol.OpenAIChat, "custom", "{}"u8.ToArray()) { Place = new JsonPlace("$.tools[{0}]") }],
            },
            Budgeted);

        Assert.Equal(
            [
                "$.frequency_penalty", "$.logit_bias", "$.logprobs", "$.n", "$.parallel_tool_calls", "$.presence_penalty", "$.seed", "$.service_tier",
                "$.stop[1]", "$.tool_choice", "$.tools[0]", "$.top_logprobs",
            ],
            sent.Lost.Order(StringComparer.Ordinal));
        MessagesCodec.AssertSame(
            """{"model":"claude-haiku-4-5","max_tokens":64000,"stop_sequences":["END"],"messages":[{"role":"user","content":"Hi"}]}""", sent.Body);
    }

    [Theory]
    [InlineData("claude-3-haiku", 1.0, 0.5, "$.temperature")]
    [InlineData(Budgeted, 1.0, null, "$.temperature $.top_p")]
    [InlineData(Adaptive, null, null, "$.temperature $.top_p")]
    public void Sampling_goes_as_far_as_the_model_takes_it(string model, double? temperature, double? topP, string lost)
    {
        MessagesCodec.Sent sent = MessagesCodec.Encode(Request with { Temperature = new(1.5, "$.temperature"), TopP = new(0.5, "$.top_p") }, model);

        Assert.Equal(temperature, (double?)sent.Body["temperature"]);
        Assert.Equal(topP, (double?)sent.Body["top_p"]);
        Assert.Equal(lost, string.Join(' ', sent.Lost.Order()));
    }

    [Theory]
    [InlineData(Budgeted, "low", """{"type":"enabled","budget_tokens":2048}""", null, "")]
    [InlineData(Budgeted, "max", """{"type":"enabled","budget_tokens":32000}""", null, "")]
    [InlineData(Budgeted, "none", null, null, "")]
    [InlineData(Adaptive, "xhigh", """{"type":"adaptive"}""", "xhigh", "")]
    [InlineData(Adaptive, "minimal", """{"type":"adaptive"}""", "low", "")]
    [InlineData(Adaptive, "none", null, null, "")]
    [InlineData("claude-opus-4-6", "xhigh", """{"type":"adaptive"}""", "high", "$.reasoning_effort")]
    [InlineData("claude-opus-5", "none", """{"type":"disabled"}""", null, "")]
    [InlineData("claude-sonnet-5-5", "none", """{"type":"between_tools"}""", null, "")]
    [InlineData(Newest, "none", null, "low", "$.reasoning_effort")]
    [InlineData("claude-3-5-haiku", "high", null, null, "$.reasoning_effort")]
    public void Effort_becomes_what_the_model_understands(string model, string effort, string? thinking, string? written, string lost)
    {
        MessagesCodec.Sent sent = MessagesCodec.Encode(Request with { Reasoning = Effort(effort) }, model);

        MessagesCodec.AssertSame(thinking is null ? null : JsonNode.Parse(thinking), sent.Body["thinking"]);
        Assert.Equal(written, (string?)sent.Body["output_config"]?["effort"]);
        Assert.Equal(lost, string.Join(' ', sent.Lost));
    }

    [Theory]
    [InlineData(Budgeted, null)]
    [InlineData("claude-opus-4-6", null)]
    [InlineData("claude-opus-4-7", null)]
    [InlineData(Adaptive, null)]
    [InlineData("claude-opus-5", "disabled")]
    public void A_model_that_has_to_call_a_tool_does_not_think(string model, string? thinking)
    {
        ChatRequest required = Request with { Tools = [MessagesCodec.Function()], ToolChoice = new ToolChoice(ToolChoiceMode.Required, "$.tool_choice") };
        ChatRequest answering = Request with { Format = new OutputFormat(OutputKind.JsonObject, "$.response_format") };
        foreach (ChatRequest forced in new[] { required, answering })
        {
            MessagesCodec.Sent sent = MessagesCodec.Encode(forced with { Reasoning = Effort("high") }, model);
            Assert.Equal(thinking, (string?)sent.Body["thinking"]?["type"]);
            Assert.Null(sent.Body["output_config"]);
            Assert.Equal(["$.reasoning_effort"], sent.Lost);
            Assert.Equal(thinking, (string?)MessagesCodec.Encode(forced, model).Body["thinking"]?["type"]);
        }
    }

    [Theory]
    [InlineData(Budgeted)]
    [InlineData("claude-opus-4-6")]
    public void A_model_that_thinks_draws_its_tokens_as_it_likes(string model)
    {
        MessagesCodec.Sent sent = MessagesCodec.Encode(Request with { Reasoning = Effort("high"), Temperature = new(0.2, "$.temperature") }, model);

        Assert.NotNull(sent.Body["thinking"]);
        Assert.Null(sent.Body["temperature"]);
        Assert.Equal(["$.temperature"], sent.Lost);
    }

    [Theory]
    [InlineData("claude-opus-4-8", 200_000L, 128_000L)]
    [InlineData(Budgeted, 128_000L, 64_000L)]
    [InlineData("claude-3-haiku-20240307", 8_192L, 4_096L)]
    [InlineData("claude-of-tomorrow", 200_000L, 200_000L)]
    [InlineData("somebody-elses", 200_000L, 200_000L)]
    [InlineData(Budgeted, 64_000L, 64_000L)]
    public void A_bound_above_what_the_model_answers_with_is_lowered_to_that(string model, long asked, long written)
    {
        MessagesCodec.Sent sent = MessagesCodec.Encode(Request with { MaxOutputTokens = Given(asked) }, model);

        Assert.Equal(written, (long)sent.Body["max_tokens"]!);
        Assert.Equal(asked == written ? [] : ["$.max_completion_tokens"], sent.Lost);
    }

    [Theory]
    [InlineData("high", 60_000L, 16_384L)]
    [InlineData("high", 10_000L, 5_000L)]
    [InlineData("low", 1_500L, 1_024L)]
    [InlineData("low", 1_024L, null)]
    public void The_budget_leaves_room_within_the_bound_which_is_never_raised(string effort, long bound, long? budget)
    {
        MessagesCodec.Sent sent = MessagesCodec.Encode(Request with { Reasoning = Effort(effort), MaxOutputTokens = Given(bound) }, Budgeted);

        Assert.Equal(bound, (long)sent.Body["max_tokens"]!);
        Assert.Equal(budget, (long?)sent.Body["thinking"]?["budget_tokens"]);
        Assert.Equal(budget is null ? ["$.reasoning_effort"] : [], sent.Lost);
    }

    [Theory]
    [InlineData(9_000L, 10_000L, 9_000L, false)]
    [InlineData(10_000L, 10_000L, 5_000L, true)]
    [InlineData(32_000L, null, 32_000L, false)]
    public void A_budget_in_tokens_stands_wherever_it_leaves_anything_to_the_answer(long wanted, long? bound, long budget, bool isLess)
    {
        ChatRequest request = Request with
        {
            Reasoning = new Reasoning { BudgetTokens = new Given<long>(wanted, "$.budget") }, MaxOutputTokens = bound is { } given ? Given(given) : null,
        };

        MessagesCodec.Sent sent = MessagesCodec.Encode(request, Budgeted);

        Assert.Equal(budget, (long?)sent.Body["thinking"]?["budget_tokens"]);
        Assert.Equal(isLess ? ["$.budget"] : [], sent.Lost);
    }

    [Fact]
    public void A_model_within_a_budget_does_not_think_in_the_midst_of_calls_that_it_had_not_thought_about()
    {
        ChatRequest request = MessagesCodec.Asked(
            MessagesCodec.User("Hi"), MessagesCodec.Assistant(MessagesCodec.Call("a")), MessagesCodec.Result("a", "1")) with { Reasoning = Effort("low") };

        MessagesCodec.Sent budgeted = MessagesCodec.Encode(request, Budgeted);
        Assert.Null(budgeted.Body["thinking"]);
        Assert.Equal(["$.reasoning_effort"], budgeted.Lost);
        Assert.NotNull(MessagesCodec.Encode(request, Adaptive).Body["thinking"]);
    }

    [Theory]
    [InlineData("""{"edits":[{"keep":"all","type":"clear_thinking_20251015"}]}""", null, "$.context_management.edits[0]")]
    [InlineData("""{"a":1,"edits":[{"type":"clear_thinking_20251015"}]}""", """{"a":1}""", "$.context_management.edits[0]")]
    [InlineData(
        """{"edits":[{"type":"x"},{"type":"clear_thinking_9"},7]}""", """{"edits":[{"type":"x"},7]}""", "$.context_management.edits[1]")]
    [InlineData("""{"edits":[]}""", """{"edits":[]}""", null)]
    [InlineData("""{"edits":7}""", """{"edits":7}""", null)]
    [InlineData("7", "7", null)]
    public void Where_thinking_is_taken_away_nothing_clears_it(string management, string? kept, string? lost)
    {
        const string Turns = """
            [{"role":"user","content":"Hi"},{"role":"assistant","content":[{"type":"tool_use","id":"a","name":"f","input":{}}]},
            {"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":"x"}]}]
            """;

        MessagesCodec.Sent sent = MessagesCodec.Encode(
            MessagesCodec.Decode($$"""
                {"model":"m","max_tokens":9,"thinking":{"type":"enabled","budget_tokens":2000},"context_management":{{management}},"messages":{{Turns}}}
                """),
            Budgeted);

        Assert.Equal(kept, sent.Body["context_management"]?.ToJsonString());
        Assert.Equal(["$.thinking", .. lost is null ? Array.Empty<string>() : [lost]], sent.Lost);
    }

    [Theory]
    [InlineData(ToolChoiceMode.Auto, """{"type":"auto"}""")]
    [InlineData(ToolChoiceMode.None, """{"type":"none"}""")]
    [InlineData(ToolChoiceMode.Required, """{"type":"any"}""")]
    [InlineData(ToolChoiceMode.Named, """{"type":"tool","name":"f"}""")]
    public void The_choice_of_tools_has_the_same_four_ways(ToolChoiceMode mode, string expected)
    {
        ChatRequest request = Request with
        {
            Tools = [MessagesCodec.Function()], ToolChoice = new ToolChoice(mode, "$.tool_choice") { Name = mode == ToolChoiceMode.Named ? "f" : null },
        };

        MessagesCodec.AssertSame(expected, MessagesCodec.Encode(request, Budgeted).Body["tool_choice"]);
    }

    [Fact]
    public void A_model_that_cannot_be_made_to_call_a_tool_is_left_the_choice()
    {
        MessagesCodec.Sent sent = MessagesCodec.Encode(
            Request with { Tools = [MessagesCodec.Function()], ToolChoice = new ToolChoice(ToolChoiceMode.Required, "$.tool_choice") }, Newest);

        MessagesCodec.AssertSame("""{"type":"auto"}""", sent.Body["tool_choice"]);
        Assert.Equal(["$.tool_choice"], sent.Lost);
    }

    [Fact]
    public void One_call_at_a_time_needs_a_choice_to_be_said_in()
    {
        JsonNode body = MessagesCodec.Encode(
            Request with { Tools = [MessagesCodec.Function()], ParallelToolCalls = new Given<bool>(false, "$.parallel_tool_calls") }, Budgeted).Body;

        MessagesCodec.AssertSame("""{"type":"auto","disable_parallel_tool_use":true}""", body["tool_choice"]);
        MessagesCodec.AssertSame("""[{"name":"f","input_schema":{"type":"object","properties":{}}}]""", body["tools"]);
    }

    [Fact]
    public void The_only_tool_allowed_is_the_one_to_call_and_several_are_a_loss()
    {
        ToolChoice choice = new(ToolChoiceMode.Required, "$.tool_choice") { Allowed = ["f"] };
        ChatRequest request = Request with { Tools = [MessagesCodec.Function(), MessagesCodec.Function("g")], ToolChoice = choice };

        MessagesCodec.AssertSame("""{"type":"tool","name":"f"}""", MessagesCodec.Encode(request, Budgeted).Body["tool_choice"]);
        MessagesCodec.Sent several = MessagesCodec.Encode(request with { ToolChoice = choice with { Allowed = ["f", "g"] } }, Budgeted);
        MessagesCodec.AssertSame("""{"type":"any"}""", several.Body["tool_choice"]);
        Assert.Equal(["$.tool_choice"], several.Lost);
    }

    [Fact]
    public void A_schema_goes_into_the_format_where_the_model_has_one()
    {
        MessagesCodec.Sent sent = MessagesCodec.Encode(Request with { Format = Schema }, Budgeted);

        MessagesCodec.AssertSame(
            """{"format":{"type":"json_schema","schema":{"type":"object","title":"t","additionalProperties":false}}}""", sent.Body["output_config"]);
        Assert.Null(sent.Request.AnswerTool);
        Assert.Empty(sent.Lost);
    }

    [Fact]
    public void Elsewhere_a_tool_that_has_to_be_called_stands_in_for_it()
    {
        MessagesCodec.Sent sent = MessagesCodec.Encode(
            Request with { Format = Schema, Tools = [MessagesCodec.Function("person")], Reasoning = Effort("low") }, "claude-opus-4-1");

        Assert.Equal("person_", sent.Request.AnswerTool);
        Assert.Equal(["person", "person_"], sent.Body["tools"]!.AsArray().Select(tool => (string?)tool!["name"]));
        MessagesCodec.AssertSame("""{"type":"any","disable_parallel_tool_use":true}""", sent.Body["tool_choice"]);
        Assert.Null(sent.Body["thinking"]);
        Assert.Equal(["$.reasoning_effort", "$.response_format.json_schema.strict"], sent.Lost);
    }

    [Fact]
    public void Its_name_is_no_longer_than_Anthropic_takes_even_where_the_longest_is_taken()
    {
        string longest = new('p', 128);

        MessagesCodec.Sent sent = MessagesCodec.Encode(
            Request with { Format = Schema with { Name = longest }, Tools = [MessagesCodec.Function(longest)] }, "claude-opus-4-1");

        Assert.NotEqual(longest, sent.Request.AnswerTool);
        Assert.Equal(128, sent.Request.AnswerTool!.Length);
    }

    [Theory]
    [InlineData(Budgeted, true, true, "")]
    [InlineData(Budgeted, false, false, "")]
    [InlineData("claude-opus-4-1", true, null, "$.strict")]
    [InlineData("somebody-elses", true, null, "$.strict")]
    [InlineData("somebody-elses", false, null, "")]
    public void Arguments_are_held_to_their_schema_only_by_models_that_can(string model, bool isStrict, bool? written, string lost)
    {
        Tool.Function function = MessagesCodec.Function() with
        {
            Strict = isStrict, StrictPlace = new JsonPlace("$.strict"), Parameters = """{"type":"object","additionalProperties":false}"""u8.ToArray(),
        };

        MessagesCodec.Sent sent = MessagesCodec.Encode(Request with { Tools = [function] }, model);

        Assert.Equal(written, (bool?)sent.Body["tools"]![0]!["strict"]);
        Assert.Equal(lost, string.Join(' ', sent.Lost));
    }

    [Fact]
    public void Pitfall_18_a_schema_that_Anthropic_would_refuse_to_enforce_is_advice_and_the_answer_a_tool()
    {
        ReadOnlyMemory<byte> bounded =
            """{"type":"object","properties":{"a":{"type":"integer","minimum":1}},"required":["a"],"additionalProperties":false}"""u8.ToArray();
        Tool.Function function = MessagesCodec.Function() with { Strict = true, StrictPlace = new JsonPlace("$.strict"), Parameters = bounded };

        MessagesCodec.Sent sent = MessagesCodec.Encode(
            Request with { Tools = [function], Format = Schema with { Schema = bounded, Strict = true } }, Budgeted);

        Assert.Null(sent.Body["tools"]![0]!["strict"]);
        Assert.Equal("person", sent.Request.AnswerTool);
        Assert.Equal(["$.response_format.json_schema.strict", "$.strict"], sent.Lost.Order());
    }

    [Theory]
    [InlineData("{}", """{"type":"object"}""")]
    [InlineData("""{"properties":{"a":{}}}""", """{"type":"object","properties":{"a":{}}}""")]
    [InlineData("""{"title":"t","type":"object"}""", """{"title":"t","type":"object"}""")]
    public void The_schema_of_a_tool_says_that_it_is_an_objects(string schema, string written)
    {
        Tool.Function function = MessagesCodec.Function() with { Parameters = Encoding.UTF8.GetBytes(schema) };
        OutputFormat format = Schema with { Schema = Encoding.UTF8.GetBytes(schema) };

        JsonArray tools = MessagesCodec.Encode(Request with { Tools = [function], Format = format }, "claude-opus-4-1").Body["tools"]!.AsArray();

        Assert.All(tools, tool => Assert.Equal(written, tool!["input_schema"]!.ToJsonString()));
        Assert.Equal(2, tools.Count);
    }

    [Fact]
    public void An_answer_that_is_no_object_is_put_into_one()
    {
        OutputFormat list = Schema with { Schema = """{"type":"array","items":{"$ref":"#/$defs/x"},"$defs":{"x":{"type":"string"}}}"""u8.ToArray() };

        MessagesCodec.Sent sent = MessagesCodec.Encode(Request with { Format = list }, "claude-opus-4-1");

        MessagesCodec.AssertSame(
            """
            {"type":"object","properties":{"value":{"type":"array","items":{"$ref":"#/$defs/x"},"$defs":{"x":{"type":"string"}}}},"required":["value"],
            "$defs":{"x":{"type":"string"}}}
            """,
            sent.Body["tools"]![0]!["input_schema"]);
        Assert.True(sent.Request.IsAnswerWrapped);
        Assert.False(MessagesCodec.Encode(Request with { Format = Schema }, "claude-opus-4-1").Request.IsAnswerWrapped);
    }

    [Fact]
    public void Tools_that_only_the_conversation_speaks_of_are_declared_and_not_called()
    {
        ChatRequest request = MessagesCodec.Asked(
            MessagesCodec.User("Hi"), MessagesCodec.Assistant(MessagesCodec.Call("a"), MessagesCodec.Call("b")), MessagesCodec.Result("a", "1"),
            MessagesCodec.Result("b", "2"), MessagesCodec.User("Sum it up"));

        MessagesCodec.Sent sent = MessagesCodec.Encode(request, Budgeted);
        MessagesCodec.AssertSame("""[{"name":"f","input_schema":{"type":"object","properties":{}}}]""", sent.Body["tools"]);
        MessagesCodec.AssertSame("""{"type":"none"}""", sent.Body["tool_choice"]);
        Assert.Empty(sent.Lost);

        JsonNode answering = MessagesCodec.Encode(request with { Format = Schema with { Name = "f" } }, "claude-opus-4-1").Body;
        Assert.Equal(["f", "f_"], answering["tools"]!.AsArray().Select(tool => (string?)tool!["name"]));
        Assert.Equal("f_", (string?)answering["tool_choice"]!["name"]);
    }

    [Fact]
    public void A_model_within_a_budget_does_not_think_where_its_answer_is_begun()
    {
        ChatRequest request = MessagesCodec.Asked(MessagesCodec.User("Hi"), MessagesCodec.Assistant(new TextPart("{"))) with { Reasoning = Effort("low") };

        MessagesCodec.Sent sent = MessagesCodec.Encode(request, Budgeted);

        Assert.Null(sent.Body["thinking"]);
        Assert.Equal(["$.reasoning_effort"], sent.Lost);
        Assert.Equal("{", (string?)sent.Messages[1]!["content"]);
    }

    [Fact]
    public void Thinking_that_does_not_begin_the_turn_with_the_calls_is_as_good_as_none()
    {
        ReasoningPart thought = new() { Text = "t", Signature = "s", SignedBy = WireProtocol.AnthropicMessages };
        ChatRequest Calling(params ImmutableArray<ContentPart> parts) =>
            MessagesCodec.Asked(MessagesCodec.User("Hi"), MessagesCodec.Assistant(parts), MessagesCodec.Result("a", "1")) with { Reasoning = Effort("low") };

        Assert.NotNull(MessagesCodec.Encode(Calling(thought, MessagesCodec.Call("a")), Budgeted).Body["thinking"]);
        Assert.Null(MessagesCodec.Encode(Calling(new TextPart("Well"), thought, MessagesCodec.Call("a")), Budgeted).Body["thinking"]);
    }

    [Fact]
    public void One_call_at_a_time_is_made_wherever_a_tool_stands_in_for_the_answer()
    {
        ChatRequest request = Request with
        {
            Format = new OutputFormat(OutputKind.JsonObject, "$.response_format"), Tools = [MessagesCodec.Function()],
            ParallelToolCalls = new Given<bool>(true, "$.parallel_tool_calls"),
        };

        MessagesCodec.Sent forced = MessagesCodec.Encode(request, Budgeted);
        MessagesCodec.AssertSame("""{"type":"any","disable_parallel_tool_use":true}""", forced.Body["tool_choice"]);
        Assert.Equal(["$.parallel_tool_calls"], forced.Lost);
        MessagesCodec.AssertSame("""{"type":"auto","disable_parallel_tool_use":true}""", MessagesCodec.Encode(request, Newest).Body["tool_choice"]);
    }

    [Fact]
    public void Any_json_object_is_asked_for_by_a_tool_everywhere()
    {
        ChatRequest request = Request with { Format = new OutputFormat(OutputKind.JsonObject, "$.response_format") };

        MessagesCodec.Sent forced = MessagesCodec.Encode(request, Budgeted);
        MessagesCodec.AssertSame("""{"type":"tool","name":"answer","disable_parallel_tool_use":true}""", forced.Body["tool_choice"]);
        Assert.Empty(forced.Lost);
        MessagesCodec.Sent offered = MessagesCodec.Encode(request, Newest);
        MessagesCodec.AssertSame("""{"type":"auto","disable_parallel_tool_use":true}""", offered.Body["tool_choice"]);
        Assert.Equal(["$.response_format"], offered.Lost);
    }

    [Fact]
    public void Cache_markers_within_results_count_too()
    {
        ContentPart Marked(int i) => new TextPart($"{i}") { Cache = new CacheMarker("30m", new JsonPlace("$.c[{0}]", i)) };
        Message result = MessagesCodec.Spoken(Role.Tool, new ToolResultPart("a", [Marked(0), Marked(1), Marked(2)]));

        MessagesCodec.Sent sent = MessagesCodec.Encode(
            MessagesCodec.Asked(
                MessagesCodec.User("Hi"), MessagesCodec.Assistant(MessagesCodec.Call("a")), result, MessagesCodec.Spoken(Role.User, Marked(3), Marked(4))),
            Budgeted);

        Assert.Equal(["$.c[0]"], sent.Lost);
    }

    [Fact]
    public void The_last_four_cache_markers_are_kept()
    {
        ContentPart Marked(int i) => new TextPart($"{i}") { Cache = new CacheMarker("30m", new JsonPlace("$.c[{0}]", i)) };

        MessagesCodec.Sent sent = MessagesCodec.Encode(MessagesCodec.Asked(MessagesCodec.Spoken(Role.User, [.. Enumerable.Range(0, 6).Select(Marked)])), Budgeted);

        JsonArray parts = sent.Messages[0]!["content"]!.AsArray();
        Assert.Equal([false, false, true, true, true, true], parts.Select(part => part!["cache_control"] is not null));
        MessagesCodec.AssertSame("""{"type":"ephemeral","ttl":"5m"}""", parts[5]!["cache_control"]);
        Assert.Equal(["$.c[0]", "$.c[1]"], sent.Lost);
    }

    [Fact]
    public void A_text_document_in_base64_goes_as_text()
    {
        DocumentPart text = new(new MediaSource.Base64("text/markdown", "IyBIaQ=="u8.ToArray())) { Name = "a.md" };

        MessagesCodec.AssertSame(
            """[{"type":"document","source":{"type":"text","media_type":"text/plain","data":"# Hi"},"title":"a.md"}]""",
            MessagesCodec.Encode(MessagesCodec.Asked(MessagesCodec.Spoken(Role.User, text)), Budgeted).Messages[0]!["content"]);
    }

    [Fact]
    public void The_default_class_of_service_is_the_standard_one() =>
        Assert.Equal(
            "standard_only",
            (string?)MessagesCodec.Encode(Request with { ServiceTier = new Given<string>("default", "$.service_tier") }, Budgeted).Body["service_tier"]);

    private static Reasoning Effort(string word) => new() { Effort = new Given<string>(word, "$.reasoning_effort") };

    private static Given<long> Given(long value) => new(value, "$.max_completion_tokens");
}

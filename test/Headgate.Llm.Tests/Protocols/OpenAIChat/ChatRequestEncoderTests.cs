using System.Text;
using Headgate.Llm.Chat;
using Headgate.Llm.Protocols;

namespace Headgate.Llm.Tests.Protocols.OpenAIChat;

public sealed class ChatRequestEncoderTests
{
    private static readonly ChatRequest Claude = new()
    {
        Protocol = WireProtocol.AnthropicMessages,
        Model = "claude-x",
        Messages = [new Message { Role = Role.User, Parts = [new Llm.Chat.Parts.TextPart("hi")] }],
    };

    [Theory]
    [InlineData("openai", "max_completion_tokens")]
    [InlineData("vllm", "max_completion_tokens")]
    [InlineData("together", "max_tokens")]
    [InlineData("mistral", "max_tokens")]
    public void Pitfall_22_the_bound_on_tokens_has_the_vendors_name(string vendor, string name) =>
        Assert.Equal("9", ChatRig.Send(ChatRig.With("\"max_tokens\":9"), vendor).At(name));

    [Theory]
    [InlineData("gpt-4", 8_192)]
    [InlineData("gpt-4-turbo-2024-04-09", 4_096)]
    [InlineData("gpt-4o-mini", 16_384)]
    [InlineData("openai/gpt-4.1-mini", 32_768)]
    [InlineData("o3", 100_000)]
    [InlineData("gpt-5.2", 128_000)]
    [InlineData("gpt-5-chat-latest", 16_384)]
    [InlineData("llama-3.3-70b", 200_000)]
    public void A_bound_above_what_the_model_answers_with_is_lowered_to_that(string model, long written)
    {
        ChatRig.Written sent = ChatRig.Send(Claude with { MaxOutputTokens = new Given<long>(200_000, "$.max_tokens") }, model: model);

        Assert.Equal(written, sent.Body["max_completion_tokens"]!.GetValue<long>());
        Assert.Equal(written == 200_000 ? [] : ["$.max_tokens"], sent.LostPaths);
    }

    [Fact]
    public void A_bound_in_the_vendors_own_protocol_is_for_the_vendor_to_judge() =>
        Assert.Equal("200000", ChatRig.Send(ChatRig.With("\"max_tokens\":200000"), model: "gpt-4").At("max_completion_tokens"));

    [Fact]
    public void Mistrals_seed_has_its_own_name() =>
        Assert.Equal("7", ChatRig.Send(ChatRig.With("\"seed\":7"), "mistral").At("random_seed"));

    [Fact]
    public void Members_that_a_vendor_refuses_are_lost()
    {
        ChatRig.Written sent = ChatRig.Send(ChatRig.With("\"top_k\":5,\"user\":\"a\",\"logit_bias\":{\"1\":2},\"seed\":1"), "mistral");

        Assert.Equal(["$.top_k", "$.user", "$.logit_bias"], sent.LostPaths);
        Assert.Equal("""{"model":"gpt-4.1","messages":[{"role":"user","content":"hi"}],"random_seed":1}""", sent.Json);
    }

    [Theory]
    [InlineData("o1", true)]
    [InlineData("o3-mini", true)]
    [InlineData("o4-mini", true)]
    [InlineData("gpt-5", true)]
    [InlineData("openai/gpt-5.2-pro", true)]
    [InlineData("codex-mini-latest", true)]
    [InlineData("gpt-5-chat-latest", false)]
    [InlineData("gpt-4.1", false)]
    [InlineData("omni-1", false)]
    public void Models_that_reason_refuse_what_steers_sampling(string model, bool reasons)
    {
        ChatRequest request = ChatRig.With("""
            "temperature":1,"top_p":1,"frequency_penalty":1,"presence_penalty":1,"logprobs":true,"top_logprobs":1,"stop":"a","logit_bias":{}
            """);

        ChatRig.Written sent = ChatRig.Send(request, model: model);

        Assert.Equal(reasons ? 8 : 0, sent.LostPaths.Length);
        Assert.Equal(reasons, sent.At("temperature") is null);
    }

    [Theory]
    [InlineData("openai", "gpt-5", "xhigh", "high")]
    [InlineData("openai", "gpt-5-mini", "max", "high")]
    [InlineData("openai", "gpt-5", "none", "minimal")]
    [InlineData("openai", "gpt-5.1", "minimal", "low")]
    [InlineData("openai", "gpt-5.1-codex-max", "xhigh", "xhigh")]
    [InlineData("openai", "gpt-5.2", "xhigh", "xhigh")]
    [InlineData("groq", "openai/gpt-oss-120b", "xhigh", "high")]
    [InlineData("openai", "o3", "xhigh", "high")]
    [InlineData("openai", "o3", "minimal", "low")]
    [InlineData("groq", "openai/gpt-oss-120b", "low", "low")]
    [InlineData("openrouter", "anybody/anything", "max", "max")]
    [InlineData("openai", "gpt-4.1", "low", null)]
    [InlineData("together", "llama", "low", null)]
    public void Effort_goes_to_models_that_reason_in_words_they_know(string vendor, string model, string effort, string? sent)
    {
        ChatRig.Written written = ChatRig.Send(Claude with { Reasoning = new Reasoning { Effort = new(effort, "$.output_config.effort") } }, vendor, model);

        Assert.Equal(sent is null ? null : $"\"{sent}\"", written.At("reasoning_effort"));
        Assert.Equal(sent is null ? ["$.output_config.effort"] : [], written.LostPaths);
    }

    [Theory]
    [InlineData(1024, "low")]
    [InlineData(8192, "medium")]
    [InlineData(16384, "high")]
    [InlineData(32000, "xhigh")]
    public void A_budget_of_thinking_becomes_the_effort_it_amounts_to(long budget, string effort)
    {
        Reasoning reasoning = new()
        {
            Mode = new(ReasoningMode.Enabled, "$.thinking.type"),
            BudgetTokens = new(budget, "$.thinking.budget_tokens"),
        };

        ChatRig.Written sent = ChatRig.Send(Claude with { Reasoning = reasoning }, model: "gpt-5.2");

        Assert.Equal($"\"{effort}\"", sent.At("reasoning_effort"));
        Assert.Empty(sent.LostPaths);
    }

    [Theory]
    [InlineData("gpt-5.1", "\"none\"", 0)]
    [InlineData("gpt-5-mini", "\"minimal\"", 0)]
    [InlineData("o3", null, 1)]
    [InlineData("gpt-4.1", null, 0)]
    public void Thinking_switched_off_becomes_the_least_effort_there_is(string model, string? effort, int losses)
    {
        ChatRig.Written sent = ChatRig.Send(
            Claude with { Reasoning = new Reasoning { Mode = new(ReasoningMode.Disabled, "$.thinking.type") } }, model: model);

        Assert.Equal(effort, sent.At("reasoning_effort"));
        Assert.Equal(losses, sent.LostPaths.Length);
    }

    [Fact]
    public void Adaptive_thinking_is_what_models_that_reason_do_anyway()
    {
        Reasoning reasoning = new() { Mode = new(ReasoningMode.Adaptive, "$.thinking.type"), Display = new("summarized", "$.thinking.display") };

        ChatRig.Written sent = ChatRig.Send(Claude with { Reasoning = reasoning }, model: "gpt-5");

        Assert.Null(sent.At("reasoning_effort"));
        Assert.Equal(["$.thinking.display"], sent.LostPaths);
    }

    [Fact]
    public void More_than_four_stop_sequences_are_lost_one_by_one()
    {
        ChatRig.Written sent = ChatRig.Send(Claude with { Stop = new(["a", "b", "c", "d", "e", "f"], "$.stop_sequences") }, model: "gpt-4.1");

        Assert.Equal("""["a","b","c","d"]""", sent.At("stop"));
        Assert.Equal(["$.stop_sequences[4]", "$.stop_sequences[5]"], sent.LostPaths);
    }

    [Theory]
    [InlineData("auto", "\"auto\"")]
    [InlineData("standard_only", "\"default\"")]
    [InlineData("tomorrow", null)]
    public void Anthropics_service_tiers_are_said_in_OpenAIs_words(string tier, string? sent)
    {
        ChatRig.Written written = ChatRig.Send(Claude with { ServiceTier = new(tier, "$.service_tier") }, model: "gpt-4.1");

        Assert.Equal(sent, written.At("service_tier"));
        Assert.Equal(sent is null ? 1 : 0, written.LostPaths.Length);
    }

    [Theory]
    [InlineData("openai", "safety_identifier")]
    [InlineData("together", "user")]
    public void The_end_user_of_another_protocol_has_the_vendors_name(string vendor, string name) =>
        Assert.Equal("\"u\"", ChatRig.Send(Claude with { EndUser = new("u", "$.metadata.user_id") }, vendor).At(name));

    [Fact]
    public void A_schema_of_another_protocol_gets_a_name_and_is_held_to()
    {
        OutputFormat format = new(OutputKind.JsonSchema, "$.output_config.format") { Schema = """{"type":"object","additionalProperties":false}"""u8.ToArray() };

        Assert.Equal(
            """{"type":"json_schema","json_schema":{"name":"answer","schema":{"type":"object","additionalProperties":false},"strict":true}}""",
            ChatRig.Send(Claude with { Format = format }).At("response_format"));
    }

    [Fact]
    public void Pitfall_12_usage_of_a_stream_is_asked_for_where_the_vendor_takes_it()
    {
        ChatRequest request = ChatRig.With("\"stream\":true,\"stream_options\":{\"include_obfuscation\":false}");

        Assert.Equal("""{"include_usage":true,"include_obfuscation":false}""", ChatRig.Send(request).At("stream_options"));
        ChatRig.Written mistral = ChatRig.Send(request, "mistral");
        Assert.Null(mistral.At("stream_options"));
        Assert.Equal(["$.stream_options.include_obfuscation"], mistral.LostPaths);
        Assert.Null(ChatRig.Send(ChatRig.With("\"temperature\":1")).At("stream_options"));
    }

    [Fact]
    public void Pitfall_18_names_of_tools_are_made_to_fit_and_found_again()
    {
        ChatRequest request = ChatRig.Request("""
            {"model":"m","tools":[{"type":"function","function":{"name":"weather.today"}},{"type":"function","function":{"name":"plain"}}],
             "tool_choice":{"type":"function","function":{"name":"weather.today"}},
             "messages":[{"role":"assistant","tool_calls":[{"id":"a","type":"function","function":{"name":"weather.today","arguments":"{}"}}]},
                         {"role":"tool","tool_call_id":"a","content":"sun"}]}
            """);

        ChatRig.Written sent = ChatRig.Send(request);

        string fitted = sent.At("tools", 0, "function", "name")!.Trim('"');
        Assert.Matches("^[a-zA-Z0-9_-]{1,64}$", fitted);
        Assert.Equal($"\"{fitted}\"", sent.At("tool_choice", "function", "name"));
        Assert.Equal($"\"{fitted}\"", sent.At("messages", 0, "tool_calls", 0, "function", "name"));
        Assert.Equal("\"plain\"", sent.At("tools", 1, "function", "name"));
        Assert.Equal("weather.today", sent.Sent.ClientToolName(fitted));
        Assert.Empty(sent.LostPaths);
    }

    [Fact]
    public void Tools_of_another_protocol_are_lost_and_with_them_the_choice_among_them()
    {
        ChatRequest request = Claude with
        {
            Tools = [new Tool.Native(WireProtocol.AnthropicMessages, "web_search_20250305", "{}"u8.ToArray()) { Place = new JsonPlace("$.tools[0]") }],
            ToolChoice = new ToolChoice(ToolChoiceMode.Required, "$.tool_choice"),
            ParallelToolCalls = new(false, "$.tool_choice.disable_parallel_tool_use"),
        };

        ChatRig.Written sent = ChatRig.Send(request);

        Assert.Equal(["$.tools[0]", "$.tool_choice", "$.tool_choice.disable_parallel_tool_use"], sent.LostPaths);
        Assert.Equal("""{"model":"claude-x","messages":[{"role":"user","content":"hi"}]}""", sent.Json);
    }

    [Fact]
    public void A_long_name_of_the_user_is_told_by_its_digest_the_same_one_each_time()
    {
        string user = new('u', 65);
        string? first = ChatRig.Send(Claude with { EndUser = new(user, "$.metadata.user_id") }, "openai").At("safety_identifier");

        Assert.Equal(66, first!.Length); // with its quotes
        Assert.Equal(first, ChatRig.Send(Claude with { EndUser = new(user, "$.metadata.user_id") }, "openai").At("safety_identifier"));
        Assert.NotEqual(first, ChatRig.Send(Claude with { EndUser = new(user + "v", "$.metadata.user_id") }, "openai").At("safety_identifier"));
    }

    [Fact]
    public void Pitfall_18_a_schema_that_OpenAI_would_refuse_to_enforce_is_advice()
    {
        ReadOnlyMemory<byte> optional = """{"type":"object","properties":{"a":{}},"additionalProperties":false}"""u8.ToArray();
        OutputFormat format = new(OutputKind.JsonSchema, "$.output_config.format") { Schema = optional };
        Tool.Function tool = new("f") { Place = new JsonPlace("$.tools[0]"), Parameters = optional, Strict = true };

        ChatRig.Written sent = ChatRig.Send(Claude with { Format = format, Tools = [tool] });

        Assert.Contains("\"strict\":false", sent.At("response_format"), StringComparison.Ordinal);
        Assert.Contains("\"strict\":false", sent.At("tools"), StringComparison.Ordinal);
        Assert.Equal(["$.output_config.format.schema", "$.tools[0].strict"], sent.LostPaths.Order());
    }

    [Fact]
    public void A_tool_of_another_protocol_keeps_its_schema_and_loses_its_marks()
    {
        Tool.Function tool = new("f")
        {
            Place = new JsonPlace("$.tools[0]"),
            Parameters = """{"type":"object","properties":{},"additionalProperties":false}"""u8.ToArray(),
            Strict = true,
            Cache = new CacheMarker("1h", new JsonPlace("$.tools[0].cache_control")),
            Extras = [new Extra(WireProtocol.AnthropicMessages, "defer_loading", "true"u8.ToArray(), new JsonPlace("$.tools[0]"))],
        };

        ChatRig.Written sent = ChatRig.Send(Claude with { Tools = [tool] });

        Assert.Equal(
            """[{"type":"function","function":{"name":"f","parameters":{"type":"object","properties":{},"additionalProperties":false},"strict":true}}]""",
            sent.At("tools"));
        Assert.Equal(["$.tools[0].defer_loading", "$.tools[0].cache_control"], sent.LostPaths);
    }

    /// <summary>OpenAI refuses a schema that does not, and those of other protocols need not.</summary>
    [Theory]
    [InlineData("""{}""", """{"properties":{},"type":"object"}""")]
    [InlineData("""{"type":"object","title":"T"}""", """{"properties":{},"type":"object","title":"T"}""")]
    [InlineData("""{"type":"object","properties":{"a":{}}}""", """{"type":"object","properties":{"a":{}}}""")]
    [InlineData("""{"type":"array"}""", """{"type":"array"}""")]
    public void A_tool_of_another_protocol_lists_its_members(string schema, string written)
    {
        Tool.Function tool = new("f") { Place = new JsonPlace("$.tools[0]"), Parameters = Encoding.UTF8.GetBytes(schema) };

        ChatRig.Written sent = ChatRig.Send(Claude with { Tools = [tool] });

        Assert.Equal($$$"""[{"type":"function","function":{"name":"f","parameters":{{{written}}}}}]""", sent.At("tools"));
    }

    [Fact]
    public void Members_of_another_protocol_are_lost()
    {
        Extra extra = new(WireProtocol.AnthropicMessages, "container", "\"c\""u8.ToArray(), default);

        Assert.Equal(["$.container"], ChatRig.Send(Claude with { Extras = [extra] }).LostPaths);
    }
}

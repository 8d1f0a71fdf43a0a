namespace Headgate.Simulator.Tests.Anthropic;

public sealed class MessagesRefusalTests
{
    private const string Path = "/v1/messages";
    private const string Ask = """{"role":"user","content":"?"}""";
    private const string Call = """{"role":"assistant","content":[{"type":"tool_use","id":"a","name":"weather","input":{}}]}""";
    private const string Calls = """
        {"role":"assistant","content":[{"type":"tool_use","id":"a","name":"weather","input":{}},
        {"type":"tool_use","id":"b","name":"weather","input":{}}]}
        """;

    private const string Tools = ""","tools":[{"name":"weather","input_schema":{"type":"object"}}]""";
    private const string Thinking = ""","thinking":{"type":"enabled","budget_tokens":1024}""";

    [Theory]
    [InlineData(Ask, Call, """{"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":"rain"}]}""")]
    [InlineData(Ask, Call, """{"role":"user","content":[{"type":"tool_result","tool_use_id":"a"},{"type":"text","text":"well?"}]}""")]
    [InlineData(Ask, Calls, """{"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":"rain"}]}""",
        """{"role":"user","content":[{"type":"tool_result","tool_use_id":"b","content":"rain","is_error":true}]}""")]
    [InlineData(Ask, """{"role":"system","content":"be brief"}""", """{"role":"assistant","content":"yes"}""", Ask)]
    [InlineData(Ask, """{"role":"assistant","content":"yes, "}""")]
    public async Task Takes_turns_in_order(params string[] messages)
    {
        await using var rig = await Rig.StartAsync();
        Assert.Equal(200, (await rig.PostAsync(Path, Body(Tools, messages))).Status);
    }

    [Theory]
    [InlineData("first message must use the \"user\" role", """{"role":"assistant","content":"hi"}""", Ask)]
    [InlineData("first message must use the \"user\" role", """{"role":"system","content":"hi"}""", Ask)]
    [InlineData("a system message must directly follow a user turn", Ask, """{"role":"assistant","content":"hi"}""",
        """{"role":"system","content":"be brief"}""")]
    [InlineData("a system message must directly follow a user turn", Ask, """{"role":"system","content":"be brief"}""", Ask)]
    [InlineData("`tool_use` ids were found without `tool_result` blocks immediately after: a.", Ask, Call)]
    [InlineData("`tool_use` ids were found without `tool_result` blocks immediately after: a.", Ask, Call, Ask)]
    [InlineData("`tool_use` ids were found without `tool_result` blocks immediately after: b.", Ask, Calls,
        """{"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":"rain"}]}""")]
    [InlineData("`tool_use` ids were found without `tool_result` blocks immediately after: a.", Ask, Call,
        """{"role":"user","content":[{"type":"text","text":"well?"},{"type":"tool_result","tool_use_id":"a","content":"rain"}]}""")]
    [InlineData("unexpected `tool_use_id` found in `tool_result` blocks: z.", Ask, Call,
        """{"role":"user","content":[{"type":"tool_result","tool_use_id":"a"},{"type":"tool_result","tool_use_id":"z"}]}""")]
    [InlineData("each `tool_use` must have a single result", Ask, Call,
        """{"role":"user","content":[{"type":"tool_result","tool_use_id":"a"},{"type":"tool_result","tool_use_id":"a"}]}""")]
    [InlineData("`tool_use` ids must be unique", Ask, Call, """{"role":"user","content":[{"type":"tool_result","tool_use_id":"a"}]}""", Call,
        """{"role":"user","content":[{"type":"tool_result","tool_use_id":"a"}]}""")]
    [InlineData("text content blocks must be non-empty", """{"role":"user","content":""}""")]
    [InlineData("text content blocks must be non-empty", """{"role":"user","content":[{"type":"text","text":""}]}""")]
    [InlineData("text content blocks must contain non-whitespace text", Ask, """{"role":"assistant","content":[{"type":"text","text":" "}]}""")]
    [InlineData("messages must have non-empty content", Ask, """{"role":"assistant","content":[]}""", Ask)]
    [InlineData("`tool_result` blocks can only be in `user` messages", Ask,
        """{"role":"assistant","content":[{"type":"tool_result","tool_use_id":"a"}]}""")]
    [InlineData("not a block that a tool result may have", Ask, Call,
        """{"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":[{"type":"image_url"}]}]}""")]
    [InlineData("tool_use.id: String should match pattern", Ask,
        """{"role":"assistant","content":[{"type":"tool_use","id":"call:1","name":"weather","input":{}}]}""")]
    [InlineData("tool_use.name: String should match pattern", Ask,
        """{"role":"assistant","content":[{"type":"tool_use","id":"a","name":"the weather","input":{}}]}""")]
    [InlineData("input: Input should be a valid dictionary", Ask,
        """{"role":"assistant","content":[{"type":"tool_use","id":"a","name":"weather","input":"{}"}]}""")]
    public async Task Refuses_turns_out_of_order(string reason, params string[] messages)
    {
        await using var rig = await Rig.StartAsync();
        await RefusesAsync(rig, reason, Body(Tools, messages));
    }

    [Theory]
    [InlineData("name: String should match pattern", ""","tools":[{"name":"the weather","input_schema":{"type":"object"}}]""")]
    [InlineData("input_schema: Field required", ""","tools":[{"name":"weather","parameters":{"type":"object"}}]""")]
    [InlineData("input_schema.type", ""","tools":[{"name":"weather","input_schema":{}}]""")]
    [InlineData("Tool names must be unique", """
        ,"tools":[{"name":"a","input_schema":{"type":"object"}},{"name":"a","input_schema":{"type":"object"}}]
        """)]
    [InlineData("tool_choice: may only be specified while providing tools", ""","tool_choice":{"type":"auto"}""")]
    [InlineData("tool_choice.type", Tools + ""","tool_choice":"auto" """)]
    [InlineData("tool_choice: Tool 'tide' not found", Tools + ""","tool_choice":{"type":"tool","name":"tide"}""")]
    [InlineData("temperature: Input should be a number from 0 to 1", ""","temperature":1.5""")]
    [InlineData("stop_sequences: each stop sequence must contain non-whitespace", ""","stop_sequences":["\n"]""")]
    [InlineData("system: text content blocks must be non-empty", ""","system":[{"type":"text","text":""}]""")]
    [InlineData("A maximum of 4 blocks with cache_control", """
        ,"system":[{"type":"text","text":"a","cache_control":{"type":"ephemeral"}},{"type":"text","text":"b","cache_control":{"type":"ephemeral"}},
        {"type":"text","text":"c","cache_control":{"type":"ephemeral"}},{"type":"text","text":"d","cache_control":{"type":"ephemeral"}},
        {"type":"text","text":"e","cache_control":{"type":"ephemeral"}}]
        """)]
    [InlineData("budget_tokens: Field required", ""","thinking":{"type":"enabled"}""")]
    [InlineData("budget_tokens: Input should be greater than or equal to 1024", ""","thinking":{"type":"enabled","budget_tokens":1}""")]
    [InlineData("max_tokens: must be greater than `thinking.budget_tokens`", ""","thinking":{"type":"enabled","budget_tokens":9000}""")]
    [InlineData("thinking.type", ""","thinking":{"type":"high"}""")]
    [InlineData("Thinking may not be enabled when tool_choice forces tool use", Thinking + Tools + ""","tool_choice":{"type":"any"}""")]
    [InlineData("temperature: may only be set to 1 when thinking is enabled", Thinking + ""","temperature":0.5""")]
    [InlineData("top_k: must be unset when thinking is enabled", Thinking + ""","top_k":5""")]
    [InlineData("`clear_thinking_20251015` strategy requires `thinking` to be enabled",
        ""","context_management":{"edits":[{"type":"clear_thinking_20251015","keep":"all"}]}""")]
    public async Task Refuses_what_does_not_go_together(string reason, string members)
    {
        await using var rig = await Rig.StartAsync();
        await RefusesAsync(rig, reason, Body(members, [Ask]));
    }

    [Fact]
    public async Task Goes_on_from_its_own_thoughts_when_thinking_is_enabled()
    {
        await using var rig = await Rig.StartAsync();
        var first = (await rig.PostAsync(Path, Body(Tools + Thinking, [Ask], "tools"))).Json;
        Assert.Equal("thinking", first.TextAt("content.0.type"));
        var (thought, call) = (first.At("content.0").GetRawText(), first.At("content.1").GetRawText());
        var result = $$"""
            {"role":"user","content":[{"type":"tool_result","tool_use_id":"{{first.TextAt("content.1.id")}}","content":"rain"}]}
            """;

        var whole = $$"""{"role":"assistant","content":[{{thought}},{{call}}]}""";
        Assert.Equal(200, (await rig.PostAsync(Path, Body(Tools + Thinking, [Ask, whole, result], "tools"))).Status);
        var bare = $$"""{"role":"assistant","content":[{{call}}]}""";
        await RefusesAsync(rig, "Expected `thinking` or `redacted_thinking`, but found `tool_use`",
            Body(Tools + Thinking, [Ask, bare, result], "tools"));
        Assert.Equal(200, (await rig.PostAsync(Path, Body(Tools, [Ask, bare, result], "tools"))).Status);
        // What it calls later in the same turn it need not think about again.
        string[] further = [Ask, whole, result, Call, """{"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":"rain"}]}"""];
        Assert.Equal(200, (await rig.PostAsync(Path, Body(Tools + Thinking, further, "tools"))).Status);
        const string So = """{"role":"assistant","content":"so"}""";
        Assert.Equal(200, (await rig.PostAsync(Path, Body(Tools + Thinking, [Ask, bare, result, So, Ask], "tools"))).Status);
        await RefusesAsync(rig, "cannot be continued", Body(Thinking, [Ask, So]));
    }

    [Theory]
    [InlineData("any", """ "type":"any" """)]
    [InlineData("named", """ "type":"tool","name":"weather" """)]
    public async Task Calls_a_tool_when_it_must_whatever_the_model(string _, string choice)
    {
        await using var rig = await Rig.StartAsync();
        var reply = (await rig.PostAsync(Path, Body(Tools + $$""","tool_choice":{{{choice}}}""", [Ask]))).Json;
        Assert.Equal("tool_use", reply.TextAt("stop_reason"));
        Assert.Equal("weather", reply.TextAt("content.0.name"));
    }

    private static async Task RefusesAsync(Rig rig, string reason, string body)
    {
        var reply = await rig.PostAsync(Path, body);
        Assert.Equal(400, reply.Status);
        Assert.Equal("invalid_request_error", reply.Json.TextAt("error.type"));
        Assert.Contains(reason, reply.Json.TextAt("error.message"), StringComparison.Ordinal);
    }

    private static string Body(string members, string[] messages, string model = "echo") =>
        $$"""{"model":"{{model}}","max_tokens":2000,"messages":[{{string.Join(',', messages)}}]{{members}}}""";
}

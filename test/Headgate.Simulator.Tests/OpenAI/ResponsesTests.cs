namespace Headgate.Simulator.Tests.OpenAI;

public sealed class ResponsesTests
{
    private const string Path = "/v1/responses";
    private const string Tools = """
        ,"tools":[{"type":"web_search"},{"type":"function","name":"weather",
        "parameters":{"type":"object","properties":{"city":{"type":"string"}}}}]
        """;

    private const string FunctionCall = """{"type":"function_call","call_id":"c","name":"f","arguments":"{}"}""";
    private const string CustomCall = """{"type":"custom_tool_call","call_id":"c","name":"apply_patch","input":"+"}""";

    private static string Body(string model, string extra = "") => $$"""{"model":"{{model}}","input":"one two three"{{extra}}}""";

    [Fact]
    public async Task Answers_with_a_message_item_and_echoes_the_parameters()
    {
        await using var rig = await Rig.StartAsync();
        var reply = (await rig.PostAsync(Path, Body("echo", ""","store":false,"metadata":{"a":"b"},"temperature":0.5"""))).Json;
        Assert.StartsWith("resp_", reply.TextAt("id"), StringComparison.Ordinal);
        Assert.Equal("completed", reply.TextAt("status"));
        Assert.Equal("one two three", reply.TextAt("output.0.content.0.text"));
        Assert.Equal("b", reply.TextAt("metadata.a"));
        Assert.False(reply.At("store").GetBoolean());
        Assert.Equal("0.5", reply.At("temperature").GetRawText());
        Assert.Equal(3, reply.NumberAt("usage.input_tokens"));
        Assert.Equal(6, reply.NumberAt("usage.total_tokens"));
        string[] required = ["id", "object", "created_at", "error", "incomplete_details", "instructions", "model", "tools", "output",
            "parallel_tool_calls", "metadata", "tool_choice", "temperature", "top_p"];
        Assert.All(required, name => Assert.True(reply.Has(name), name));
    }

    [Fact]
    public async Task Streams_every_event_in_order_numbered_and_named()
    {
        await using var rig = await Rig.StartAsync();
        var events = await rig.StreamAsync(Path, Body("reasoning", ""","stream":true"""));
        Assert.All(events, e => Assert.Equal(e.Name, e.Json.TextAt("type")));
        Assert.Equal(Enumerable.Range(0, events.Count).Select(i => (long)i), events.Select(e => e.Json.NumberAt("sequence_number")));
        Assert.Equal(
            ["response.created", "response.in_progress",
             "response.output_item.added", "response.reasoning_summary_part.added", "response.reasoning_summary_text.delta",
             "response.reasoning_summary_text.done", "response.reasoning_summary_part.done", "response.output_item.done",
             "response.output_item.added", "response.content_part.added", "response.output_text.delta", "response.output_text.done",
             "response.content_part.done", "response.output_item.done", "response.completed"],
            events.Select(e => e.Name).Where((name, i) => i == 0 || events[i - 1].Name != name));
        var deltas = events.Where(e => e.Name == "response.output_text.delta").Select(e => e.Json.TextAt("delta"));
        Assert.Equal("one two three", string.Concat(deltas));
        var finished = events[^1].Json.At("response");
        Assert.Equal(events.Where(e => e.Name == "response.output_item.done").Select(e => e.Json.At("item").GetRawText()),
            finished.At("output").EnumerateArray().Select(item => item.GetRawText()));
        var whole = (await rig.PostAsync(Path, Body("reasoning"))).Json;
        Assert.Equal(whole.At("usage").GetRawText(), finished.At("usage").GetRawText());
    }

    [Fact]
    public async Task Calls_functions_and_quotes_their_output()
    {
        await using var rig = await Rig.StartAsync();
        var events = await rig.StreamAsync(Path, Body("parallel-tools", Tools + ""","stream":true"""));
        var calls = events[^1].Json.At("response.output").EnumerateArray().ToList();
        Assert.Equal(2, calls.Count);
        Assert.All(calls, call => Assert.Equal("""{"city":"city"}""", call.TextAt("arguments")));
        Assert.NotEqual(calls[0].TextAt("call_id"), calls[1].TextAt("call_id"));
        var deltas = events.Where(e => e.Name == "response.function_call_arguments.delta" && e.Json.NumberAt("output_index") == 1);
        Assert.Equal("""{"city":"city"}""", string.Concat(deltas.Select(e => e.Json.TextAt("delta"))));

        var second = await rig.PostAsync(Path, $$"""
            {"model":"tools"{{Tools}},"input":[{"role":"user","content":"?"},{"type":"function_call","call_id":"c","name":"weather",
            "arguments":"{}"},{"type":"function_call_output","call_id":"c","output":"sunny"}]}
            """);
        Assert.Equal("The tool answered: sunny", second.Json.TextAt("output.0.content.0.text"));
    }

    [Fact]
    public async Task Encrypts_reasoning_when_it_is_included_and_takes_it_back_only_unchanged()
    {
        await using var rig = await Rig.StartAsync();
        var item = (await rig.PostAsync(Path, Body("reasoning", ""","include":["reasoning.encrypted_content"]"""))).Json.At("output.0");
        Assert.Equal("reasoning", item.TextAt("type"));
        Assert.Contains("one two three", item.TextAt("summary.0.text"), StringComparison.Ordinal);
        Assert.False((await rig.PostAsync(Path, Body("reasoning"))).Json.At("output.0").Has("encrypted_content"));
        var content = item.TextAt("encrypted_content")!;
        Assert.Equal(200, (await ReplayAsync(rig, content)).Status);
        var forged = await ReplayAsync(rig, (content[0] == 'A' ? 'B' : 'A') + content[1..]);
        Assert.Equal(400, forged.Status);
        Assert.Equal("invalid_encrypted_content", forged.Json.TextAt("error.code"));
    }

    [Fact]
    public async Task Is_incomplete_when_the_bound_cuts_it_short()
    {
        await using var rig = await Rig.StartAsync();
        var whole = (await rig.PostAsync(Path, Body("echo", ""","max_output_tokens":2"""))).Json;
        Assert.Equal("incomplete", whole.TextAt("status"));
        Assert.Equal("max_output_tokens", whole.TextAt("incomplete_details.reason"));
        var events = await rig.StreamAsync(Path, Body("echo", ""","max_output_tokens":2,"stream":true"""));
        Assert.Equal("response.incomplete", events[^1].Name);
    }

    [Fact]
    public async Task Fits_the_schema_of_the_text_format_and_counts_images()
    {
        await using var rig = await Rig.StartAsync();
        var format = """
            ,"text":{"format":{"type":"json_schema","name":"n","schema":{"type":"object","properties":{"a":{"type":"number"}}}}}
            """;
        Assert.Equal("""{"a":1.5}""", (await rig.PostAsync(Path, Body("json", format))).Json.TextAt("output.0.content.0.text"));
        var seen = await rig.PostAsync(Path, """
            {"model":"echo","input":[{"role":"user","content":[{"type":"input_text","text":"look"},
            {"type":"input_image","image_url":"https://example.com/a.png"}]}]}
            """);
        Assert.Equal("look [1 image]", seen.Json.TextAt("output.0.content.0.text"));
    }

    [Fact]
    public async Task Echoes_a_parameter_with_line_breaks_without_breaking_its_events()
    {
        await using var rig = await Rig.StartAsync();
        var events = await rig.StreamAsync(Path, Body("echo", ",\"stream\":true,\"metadata\":{\n\n\"a\":\n\"b\"}"));
        Assert.Equal("b", events[0].Json.TextAt("response.metadata.a"));
    }

    [Fact]
    public async Task Fails_as_a_whole_before_content_and_breaks_off_after_it()
    {
        await using var rig = await Rig.StartAsync();
        var early = await rig.StreamAsync(Path, Body("preamble-then-error", ""","stream":true"""));
        Assert.Equal("response.failed", early[^1].Name);
        Assert.Equal("server_error", early[^1].Json.TextAt("response.error.code"));
        Assert.Equal(early[0].Json.TextAt("response.id"), early[^1].Json.TextAt("response.id"));
        Assert.DoesNotContain(early, e => e.Name == "response.output_text.delta");
        var late = await rig.StreamAsync(Path, Body("error-after-9", ""","stream":true"""));
        Assert.Equal(10, late.Count);
        Assert.Equal(["type", "sequence_number", "code", "message", "param"], late[^1].Json.Names());
        Assert.Equal(9, late[^1].Json.NumberAt("sequence_number"));
    }

    [Theory]
    [InlineData("""{"model":"echo"}""", "input")]
    [InlineData("""{"model":"echo","input":7}""", "input")]
    [InlineData("""{"model":"echo","input":[{"role":"boss","content":"x"}]}""", "input[0].role")]
    [InlineData("""{"model":"echo","input":[{"type":"function_call_output","output":"x"}]}""", "input[0].call_id")]
    [InlineData("""{"model":"echo","input":"x","previous_response_id":"resp_1"}""", "previous_response_id")]
    [InlineData("""{"model":"echo","input":"x","tools":[{"type":"function"}]}""", "tools[0].name")]
    [InlineData("""{"model":"echo","input":"x","tools":[{"type":"custom","name":"a.b"}]}""", "tools[0].name")]
    [InlineData("""{"model":"echo","input":"x","tools":[{"type":"namespace","name":"g","tools":[{"type":"function"}]}]}""", "tools[0].tools[0].name")]
    [InlineData("""{"model":"echo","input":"x","tool_choice":{"type":"custom","name":"p"},"tools":[{"type":"function","name":"p"}]}""", "tool_choice")]
    [InlineData("""{"model":"echo","input":[{"role":"user","content":"x","id":"fc_1"}]}""", "input[0].id")]
    [InlineData("""{"model":"echo","input":[{"type":"reasoning","summary":[],"id":"msg_1"}]}""", "input[0].id")]
    [InlineData("""{"model":"echo","input":[{"type":"function_call","call_id":"c","name":"f"}]}""", "input[0].arguments")]
    [InlineData("""{"model":"echo","input":[{"type":"custom_tool_call","call_id":"c","name":"f","arguments":"{}"}]}""", "input[0].input")]
    [InlineData("""{"model":"echo","input":[{"role":"assistant","content":[{"type":"input_text","text":"x"}]}]}""", "input[0].content[0].type")]
    [InlineData("""{"model":"echo","input":[{"role":"user","content":[{"type":"output_text","text":"x"}]}]}""", "input[0].content[0].type")]
    public async Task Refuses_a_bad_request_and_names_the_field(string body, string param)
    {
        await using var rig = await Rig.StartAsync();
        var reply = await rig.PostAsync(Path, body);
        Assert.Equal(400, reply.Status);
        Assert.Equal(param, reply.Json.TextAt("error.param"));
    }

    [Theory]
    [InlineData("No tool output found for function call c.", FunctionCall)]
    [InlineData("No tool output found for custom tool call c.", CustomCall, FunctionCall, """{"type":"function_call_output","call_id":"c","output":"x"}""")]
    [InlineData("No tool call found for function call output with call_id c.", """{"type":"function_call_output","call_id":"c","output":"x"}""", FunctionCall)]
    [InlineData(
        "No tool call found for custom tool call output with call_id c.", FunctionCall,
        """{"type":"function_call_output","call_id":"c","output":"x"}""", """{"type":"custom_tool_call_output","call_id":"c","output":"x"}""")]
    public async Task Refuses_calls_and_outputs_that_do_not_belong_together(string reason, params string[] items)
    {
        await using var rig = await Rig.StartAsync();
        var reply = await rig.PostAsync(Path, $$"""{"model":"echo","input":[{{string.Join(',', items)}}]}""");
        Assert.Equal(400, reply.Status);
        Assert.Equal(reason, reply.Json.TextAt("error.message"));
    }

    [Fact]
    public async Task Calls_a_tool_that_takes_any_text_with_what_the_user_said()
    {
        await using var rig = await Rig.StartAsync();
        const string Patch = ""","tools":[{"type":"custom","name":"apply_patch"}]""";
        var events = await rig.StreamAsync(Path, Body("tools", Patch + ""","stream":true"""));
        var call = events[^1].Json.At("response.output.0");
        Assert.Equal(["id", "type", "status", "call_id", "name", "input"], call.Names());
        Assert.Equal(("custom_tool_call", "apply_patch", "one two three"), (call.TextAt("type"), call.TextAt("name"), call.TextAt("input")));
        Assert.StartsWith("ctc_", call.TextAt("id"), StringComparison.Ordinal);
        var deltas = events.Where(e => e.Name == "response.custom_tool_call_input.delta");
        Assert.Equal("one two three", string.Concat(deltas.Select(e => e.Json.TextAt("delta"))));
        Assert.Equal("one two three", events.Single(e => e.Name == "response.custom_tool_call_input.done").Json.TextAt("input"));

        var second = await rig.PostAsync(Path, $$"""
            {"model":"tools"{{Patch}},"input":[{"role":"user","content":"?"},{{CustomCall}},
            {"type":"custom_tool_call_output","call_id":"c","output":"Done"}]}
            """);
        Assert.Equal("The tool answered: Done", second.Json.TextAt("output.0.content.0.text"));
    }

    [Theory]
    [InlineData("""first\n{\"city\":\"Rome\"}""", """{"city":"Rome"}""")]
    [InlineData("""Rome""", """{"city":"city"}""")]
    public async Task Takes_dictated_arguments_where_they_are_some(string said, string arguments)
    {
        await using var rig = await Rig.StartAsync();
        var reply = await rig.PostAsync(Path, $$"""{"model":"tools-dictated","input":"{{said}}"{{Tools}}}""");
        Assert.Equal(arguments, reply.Json.TextAt("output.0.arguments"));
    }

    private static Task<Rig.Reply> ReplayAsync(Rig rig, string content) => rig.PostAsync(Path, $$"""
        {"model":"echo","input":[{"role":"user","content":"a"},
        {"type":"reasoning","id":"rs_1","summary":[],"encrypted_content":"{{content}}"},{"role":"user","content":"b"}]}
        """);
}

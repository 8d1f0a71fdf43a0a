namespace Headgate.Simulator.Tests.OpenAI;

public sealed class ChatRefusalTests
{
    private const string Path = "/v1/chat/completions";
    private const string Ask = """{"role":"user","content":"?"}""";
    private const string Calls = """
        {"role":"assistant","content":null,"tool_calls":[{"id":"a","type":"function","function":{"name":"weather","arguments":"{}"}},
        {"id":"b","type":"function","function":{"name":"weather","arguments":"{}"}}]}
        """;

    private const string Tools = ""","tools":[{"type":"function","function":{"name":"weather"}}]""";

    [Fact]
    public async Task Takes_the_answers_to_all_calls_in_any_order()
    {
        await using var rig = await Rig.StartAsync();
        var body = Body(Tools, Ask, Calls, Result("b"), Result("a"), Ask);
        Assert.Equal(200, (await rig.PostAsync(Path, body)).Status);
    }

    [Theory]
    [InlineData("messages[1].role", "must be a response to a preceding message with 'tool_calls'", Ask,
        """{"role":"tool","tool_call_id":"a","content":"x"}""")]
    [InlineData("messages[3].role", "must be a response to a preceding message with 'tool_calls'", Ask, Calls,
        """{"role":"tool","tool_call_id":"a","content":"x"}""", """{"role":"tool","tool_call_id":"z","content":"x"}""")]
    [InlineData("messages[3].role", "did not have response messages: b", Ask, Calls,
        """{"role":"tool","tool_call_id":"a","content":"x"}""", Ask)]
    [InlineData("messages[1].role", "did not have response messages: a, b", Ask, Calls)]
    [InlineData("messages[0].content[0].type", "'text'", """{"role":"system","content":[{"type":"image_url"}]}""")]
    [InlineData("messages[2].content[0].type", "'text'", Ask, Calls,
        """{"role":"tool","tool_call_id":"a","content":[{"type":"image_url","image_url":{"url":"https://a/b.png"}}]}""")]
    [InlineData("messages[0].content[0].type", "'image_url'", """{"role":"user","content":[{"type":"image"}]}""")]
    [InlineData("messages[0].content[0].input_audio.format", "wav",
        """{"role":"user","content":[{"type":"input_audio","input_audio":{"data":"AA==","format":"ogg"}}]}""")]
    [InlineData("messages[0].content[0].file.file_data", "Missing", """{"role":"user","content":[{"type":"file","file":{}}]}""")]
    [InlineData("messages[0].content", "minimum length 1", """{"role":"user","content":[]}""")]
    [InlineData("messages[1].content", "Missing", Ask, """{"role":"assistant"}""")]
    [InlineData("messages[1].tool_calls", "minimum length 1", Ask, """{"role":"assistant","content":"x","tool_calls":[]}""")]
    [InlineData("messages[1].tool_calls[0].function.name", "pattern", Ask,
        """{"role":"assistant","tool_calls":[{"id":"a","type":"function","function":{"name":"a b","arguments":""}}]}""")]
    [InlineData("messages[1].tool_calls[0].function.arguments", "Missing", Ask,
        """{"role":"assistant","tool_calls":[{"id":"a","type":"function","function":{"name":"a","arguments":{}}}]}""")]
    public async Task Refuses_messages_out_of_order(string param, string reason, params string[] messages)
    {
        await using var rig = await Rig.StartAsync();
        await RefusesAsync(rig, param, reason, Body("", messages));
    }

    [Theory]
    [InlineData("tools", "minimum length 1", ""","tools":[]""")]
    [InlineData("tools[0].function.name", "pattern", ""","tools":[{"type":"function","function":{"name":"a.b"}}]""")]
    [InlineData("tool_choice", "only allowed when 'tools' are specified", ""","tool_choice":"auto" """)]
    [InlineData("parallel_tool_calls", "only allowed when 'tools' are specified", ""","parallel_tool_calls":false""")]
    [InlineData("tool_choice", "'required'", Tools + ""","tool_choice":"any" """)]
    [InlineData("tool_choice.type", "not a choice", Tools + ""","tool_choice":{"type":"auto"}""")]
    [InlineData("tool_choice", "'tide' not found", Tools + ""","tool_choice":{"type":"function","function":{"name":"tide"}}""")]
    [InlineData("max_tokens", "max_completion_tokens", ""","max_tokens":5,"max_completion_tokens":5""")]
    [InlineData("stop", "maximum length 4", ""","stop":["a","b","c","d","e"]""")]
    public async Task Refuses_what_does_not_go_together(string param, string reason, string members)
    {
        await using var rig = await Rig.StartAsync();
        await RefusesAsync(rig, param, reason, Body(members, Ask));
    }

    [Theory]
    [InlineData(""" "required" """)]
    [InlineData("""{"type":"function","function":{"name":"weather"}}""")]
    public async Task Calls_a_tool_when_it_must_whatever_the_model(string choice)
    {
        await using var rig = await Rig.StartAsync();
        var reply = (await rig.PostAsync(Path, Body(Tools + $""","tool_choice":{choice}""", Ask))).Json;
        Assert.Equal("weather", reply.TextAt("choices.0.message.tool_calls.0.function.name"));
    }

    private static async Task RefusesAsync(Rig rig, string param, string reason, string body)
    {
        var reply = await rig.PostAsync(Path, body);
        Assert.Equal(400, reply.Status);
        Assert.Equal(param, reply.Json.TextAt("error.param"));
        Assert.Contains(reason, reply.Json.TextAt("error.message"), StringComparison.Ordinal);
    }

    private static string Result(string id) => $$"""{"role":"tool","tool_call_id":"{{id}}","content":"rain"}""";

    private static string Body(string members, params string[] messages) =>
        $$"""{"model":"echo","messages":[{{string.Join(',', messages)}}]{{members}}}""";
}

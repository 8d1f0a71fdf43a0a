using System.Text.Json;

namespace Headgate.Simulator.Tests.OpenAI;

public sealed class ChatTests
{
    private const string Path = "/v1/chat/completions";
    private const string Weather = """
        {"type":"function","function":{"name":"weather","parameters":{"type":"object","properties":{
        "city":{"type":"string"},"unit":{"enum":["C","F"]},"days":{"type":"integer","minimum":3}},"required":["city"]}}}
        """;

    private static string Body(string model, string extra = "", string text = "one two three") =>
        $$"""{"model":"{{model}}","messages":[{"role":"user","content":"{{text}}"}]{{extra}}}""";

    [Fact]
    public async Task Echoes_the_last_user_text_with_every_required_member()
    {
        await using var rig = await Rig.StartAsync();
        var reply = await rig.PostAsync(Path, Body("echo"));
        Assert.Equal(200, reply.Status);
        Assert.StartsWith("chatcmpl-", reply.Json.TextAt("id"), StringComparison.Ordinal);
        Assert.Equal("chat.completion", reply.Json.TextAt("object"));
        Assert.Equal("echo", reply.Json.TextAt("model"));
        Assert.Equal("one two three", reply.Json.TextAt("choices.0.message.content"));
        Assert.Equal(JsonValueKind.Null, reply.Json.At("choices.0.message.refusal").ValueKind);
        Assert.Equal(JsonValueKind.Null, reply.Json.At("choices.0.logprobs").ValueKind);
        Assert.Equal("stop", reply.Json.TextAt("choices.0.finish_reason"));
        Assert.Equal(3, reply.Json.NumberAt("usage.prompt_tokens"));
        Assert.Equal(3, reply.Json.NumberAt("usage.completion_tokens"));
        Assert.Equal(6, reply.Json.NumberAt("usage.total_tokens"));
    }

    [Fact]
    public async Task Streams_the_same_text_without_a_word_of_usage_when_it_is_not_asked_for()
    {
        await using var rig = await Rig.StartAsync();
        var events = await rig.StreamAsync(Path, Body("echo", ""","stream":true"""));
        Assert.Equal("[DONE]", events[^1].Data);
        var chunks = events[..^1].Select(e => e.Json).ToList();
        Assert.Equal("assistant", chunks[0].TextAt("choices.0.delta.role"));
        Assert.Equal("one two three", string.Concat(chunks.Select(c => c.At("choices.0.delta"))
            .Select(d => d.TryGetProperty("content", out var content) ? content.GetString() : "")));
        Assert.Equal("stop", chunks[^1].TextAt("choices.0.finish_reason"));
        Assert.Empty(chunks[^1].At("choices.0.delta").Names());
        Assert.All(chunks[..^1], c => Assert.Equal(JsonValueKind.Null, c.At("choices.0.finish_reason").ValueKind));
        Assert.All(chunks, c => Assert.False(c.Has("usage")));
        Assert.Single(chunks.Select(c => c.TextAt("id")).Distinct());
    }

    [Fact]
    public async Task Adds_one_usage_chunk_without_choices_when_it_is_asked_for()
    {
        await using var rig = await Rig.StartAsync();
        var body = Body("cached-reasoning", ""","stream":true,"stream_options":{"include_usage":true}""");
        var chunks = (await rig.StreamAsync(Path, body))[..^1].Select(e => e.Json).ToList();
        Assert.All(chunks[..^1], c => Assert.Equal(JsonValueKind.Null, c.At("usage").ValueKind));
        Assert.Empty(chunks[^1].At("choices").EnumerateArray());
        var whole = (await rig.PostAsync(Path, Body("cached-reasoning"))).Json;
        Assert.Equal(whole.At("usage").GetRawText(), chunks[^1].At("usage").GetRawText());
        Assert.Equal(1103, whole.NumberAt("usage.prompt_tokens"));
        Assert.Equal(1000, whole.NumberAt("usage.prompt_tokens_details.cached_tokens"));
        Assert.Equal(100, whole.NumberAt("usage.prompt_tokens_details.cache_write_tokens"));
        Assert.True(whole.NumberAt("usage.completion_tokens_details.reasoning_tokens") > 0);
        Assert.Contains("one two three", whole.TextAt("choices.0.message.reasoning_content"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_the_first_tool_with_arguments_that_fit_its_schema_and_then_quotes_the_result()
    {
        await using var rig = await Rig.StartAsync();
        var reply = await rig.PostAsync(Path, Body("tools", $""","tools":[{Weather}]"""));
        var call = reply.Json.At("choices.0.message.tool_calls.0");
        Assert.StartsWith("call_", call.TextAt("id"), StringComparison.Ordinal);
        Assert.Equal("weather", call.TextAt("function.name"));
        var arguments = JsonElement.Parse(call.TextAt("function.arguments")!);
        Assert.Equal("""{"city":"city","unit":"C","days":3}""", arguments.GetRawText());
        Assert.Equal("tool_calls", reply.Json.TextAt("choices.0.finish_reason"));
        Assert.Equal(JsonValueKind.Null, reply.Json.At("choices.0.message.content").ValueKind);

        var second = await rig.PostAsync(Path, $$"""
            {"model":"tools","tools":[{{Weather}}],"messages":[{"role":"user","content":"?"},
            {"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"weather","arguments":"{}"} }]},
            {"role":"tool","tool_call_id":"c","content":"sunny"}]}
            """);
        Assert.Equal("The tool answered: sunny", second.Json.TextAt("choices.0.message.content"));
    }

    [Fact]
    public async Task Streams_parallel_calls_under_their_own_index_with_the_name_only_in_the_first_fragment()
    {
        await using var rig = await Rig.StartAsync();
        var events = await rig.StreamAsync(Path, Body("parallel-tools", $""","stream":true,"tools":[{Weather}]"""));
        var fragments = events[..^1].Select(e => e.Json.At("choices.0.delta"))
            .Where(d => d.Has("tool_calls")).Select(d => d.At("tool_calls.0")).ToList();
        foreach (var index in new[] { 0, 1 })
        {
            var mine = fragments.Where(f => f.NumberAt("index") == index).ToList();
            Assert.Equal("weather", mine[0].TextAt("function.name"));
            Assert.All(mine[1..], f => Assert.False(f.Has("id")));
            var arguments = string.Concat(mine.Select(f => f.TextAt("function.arguments")));
            Assert.Equal("""{"city":"city","unit":"C","days":3}""", arguments);
        }

        Assert.Equal(2, fragments.Where(f => f.Has("id")).Select(f => f.TextAt("id")).Distinct().Count());
    }

    [Fact]
    public async Task Reports_how_many_images_arrived_by_url_and_by_data()
    {
        await using var rig = await Rig.StartAsync();
        var reply = await rig.PostAsync(Path, """
            {"model":"echo","messages":[{"role":"user","content":[{"type":"text","text":"look"},
            {"type":"image_url","image_url":{"url":"https://example.com/a.png"}},
            {"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0KGgo="}}]}]}
            """);
        Assert.Equal("look [2 images]", reply.Json.TextAt("choices.0.message.content"));
        Assert.Equal(171, reply.Json.NumberAt("usage.prompt_tokens"));
    }

    [Fact]
    public async Task Fits_the_schema_of_the_response_format()
    {
        await using var rig = await Rig.StartAsync();
        var format = """
            ,"response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{"type":"object","properties":{
            "tags":{"type":"array","minItems":2,"items":{"type":"string"}},"ok":{"type":"boolean"}},"required":["tags","ok"]}}}
            """;
        var reply = await rig.PostAsync(Path, Body("json", format));
        Assert.Equal("""{"tags":["tags","tags"],"ok":true}""", reply.Json.TextAt("choices.0.message.content"));
        var loose = await rig.PostAsync(Path, Body("json", ""","response_format":{"type":"json_object"}"""));
        Assert.Equal("""{"answer":"one two three"}""", loose.Json.TextAt("choices.0.message.content"));
    }

    [Fact]
    public async Task Stops_at_the_token_limit_and_at_stop_sequences()
    {
        await using var rig = await Rig.StartAsync();
        var limited = (await rig.PostAsync(Path, Body("echo", ""","max_completion_tokens":2"""))).Json;
        Assert.Equal("one two", limited.TextAt("choices.0.message.content"));
        Assert.Equal("length", limited.TextAt("choices.0.finish_reason"));
        Assert.Equal(2, limited.NumberAt("usage.completion_tokens"));
        var stopped = (await rig.PostAsync(Path, Body("echo", ""","stop":["three"," two"]"""))).Json;
        Assert.Equal("one", stopped.TextAt("choices.0.message.content"));
        Assert.Equal("stop", stopped.TextAt("choices.0.finish_reason"));
    }

    [Fact]
    public async Task Gives_several_choices_and_log_probabilities_when_asked()
    {
        await using var rig = await Rig.StartAsync();
        var reply = (await rig.PostAsync(Path, Body("echo", ""","n":2,"logprobs":true,"top_logprobs":1"""))).Json;
        Assert.Equal(2, reply.At("choices").GetArrayLength());
        Assert.Equal(6, reply.NumberAt("usage.completion_tokens"));
        Assert.Equal(["one", " two", " three"], reply.At("choices.1.logprobs.content").EnumerateArray().Select(t => t.TextAt("token")));
        var events = await rig.StreamAsync(Path, Body("echo", ""","n":2,"stream":true"""));
        Assert.Equal([0, 1], events[..^1].Select(e => e.Json.NumberAt("choices.0.index")).Distinct());
    }

    [Theory]
    [InlineData("""{"messages":[]}""", "model")]
    [InlineData("""{"model":7,"messages":[]}""", "model")]
    [InlineData("""{"model":"echo"}""", "messages")]
    [InlineData("""{"model":"echo","messages":"hi"}""", "messages")]
    [InlineData("""{"model":"echo","messages":[]}""", "messages")]
    [InlineData("""{"model":"echo","messages":[{"content":"hi"}]}""", "messages[0].role")]
    [InlineData("""{"model":"echo","messages":[{"role":"boss","content":"hi"}]}""", "messages[0].role")]
    [InlineData("""{"model":"echo","messages":[{"role":"user","content":7}]}""", "messages[0].content")]
    [InlineData("""{"model":"echo","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:x"}}]}]}""",
        "messages[0].content[0].image_url.url")]
    [InlineData("""{"model":"echo","messages":[{"role":"user","content":"hi"}],"stream":"yes"}""", "stream")]
    [InlineData("""{"model":"echo","messages":[{"role":"user","content":"hi"}],"stream_options":{}}""", "stream_options")]
    [InlineData("""{"model":"echo","messages":[{"role":"user","content":"hi"}],"temperature":3}""", "temperature")]
    [InlineData("""{"model":"echo","messages":[{"role":"user","content":"hi"}],"max_tokens":0}""", "max_tokens")]
    [InlineData("""{"model":"echo","messages":[{"role":"user","content":"hi"}],"tools":[{"type":"function"}]}""", "tools[0].function.name")]
    public async Task Refuses_a_bad_request_and_names_the_field(string body, string param)
    {
        await using var rig = await Rig.StartAsync();
        var reply = await rig.PostAsync(Path, body);
        Assert.Equal(400, reply.Status);
        Assert.Equal(["message", "type", "param", "code"], reply.Json.At("error").Names());
        Assert.Equal("invalid_request_error", reply.Json.TextAt("error.type"));
        Assert.Equal(param, reply.Json.TextAt("error.param"));
    }
}

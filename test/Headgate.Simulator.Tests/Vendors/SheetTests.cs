using System.Text.Json;
using Headgate.Simulator.Vendors;

namespace Headgate.Simulator.Tests.Vendors;

/// <summary>The vendors that speak chat completions in their own ways: what each refuses, and how it answers.</summary>
public sealed class SheetTests
{
    private const string Ask = """{"role":"user","content":"one two"}""";

    public static TheoryData<string> Names() => [.. VendorSheets.All.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Answers_a_plain_request_whole_and_streamed(string name)
    {
        Assert.NotEmpty(VendorSheets.All[name].Source);
        await using var rig = await Rig.StartAsync();

        var whole = JsonElement.Parse((await rig.PostAsync(PathOf(name), Body("echo", "", Ask))).Text);
        var streamed = (await rig.PostAsync(PathOf(name), Body("echo", ",\"stream\":true", Ask))).Text;

        Assert.Equal("one two", whole.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString());
        Assert.Equal(2, whole.GetProperty("usage").GetProperty("completion_tokens").GetInt32());
        Assert.Contains("\"content\":\" two\"", streamed, StringComparison.Ordinal);
        Assert.EndsWith("data: [DONE]\n\n", streamed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mistral", 422, ",\"stream_options\":{},\"stream\":true", Ask)]
    [InlineData("mistral", 422, ",\"max_completion_tokens\":5", Ask)]
    [InlineData("mistral", 422, ",\"seed\":null", Ask)]
    [InlineData("mistral", 422, "", """{"role":"user","content":"hi","name":"ann"}""")]
    [InlineData("mistral", 422, "", Ask, """{"role":"assistant","content":"hi","reasoning_content":"hm"}""")]
    [InlineData("mistral", 400, "", """{"role":"developer","content":"hi"}""", Ask)]
    [InlineData("mistral", 400, "", Ask, """{"role":"assistant","content":"hi"}""")]
    [InlineData("mistral", 400, ",\"reasoning_effort\":\"medium\"", Ask)]
    [InlineData("mistral", 400, "", Ask, """{"role":"assistant","tool_calls":[{"id":"call_1","type":"function","function":{"name":"f","arguments":"{}"}}]}""",
        """{"role":"tool","tool_call_id":"call_1","content":"x"}""")]
    [InlineData("groq", 400, ",\"logprobs\":true", Ask)]
    [InlineData("groq", 400, ",\"store\":true", Ask)]
    [InlineData("groq", 400, ",\"n\":2", Ask)]
    [InlineData("cohere", 422, ",\"parallel_tool_calls\":false", Ask)]
    [InlineData("cohere", 422, ",\"n\":2", Ask)]
    [InlineData("deepseek", 400, "", """{"role":"user","content":[{"type":"text","text":"hi"}]}""")]
    [InlineData("deepseek", 400, ",\"response_format\":{\"type\":\"json_schema\"}", Ask)]
    [InlineData("deepseek", 400, ",\"response_format\":{\"type\":\"json_object\"}", Ask)]
    [InlineData("cerebras", 400, ",\"presence_penalty\":1", Ask)]
    [InlineData("xai", 400, ",\"stop\":\"a\"", Ask)]
    [InlineData("fireworks", 400, ",\"stream_options\":{},\"stream\":true", Ask)]
    [InlineData("lm-studio", 400, "", """{"role":"developer","content":"hi"}""")]
    [InlineData("vllm", 400, ",\"tools\":[]", Ask)]
    public async Task Refuses_what_the_vendor_refuses(string name, int status, string members, params string[] messages)
    {
        await using var rig = await Rig.StartAsync();
        Assert.Equal(status, (await rig.PostAsync(PathOf(name), Body("echo", members, messages))).Status);
    }

    [Theory]
    [InlineData("mistral", """{"object":"error","message":{"detail":[{"type":"extra_forbidden","loc":["body","seed"]""", ",\"seed\":1")]
    [InlineData("cerebras", """{"message":"Extra inputs are not permitted","type":"invalid_request_error","param":"seeds",""", ",\"seeds\":1")]
    [InlineData("xai", """{"code":"invalid_request_error","error":"'stop' is not supported."}""", ",\"stop\":\"a\"")]
    [InlineData("groq", """{"error":{"message":""", ",\"store\":true")]
    public async Task Words_its_refusals_as_the_vendor_does(string name, string beginning, string members)
    {
        await using var rig = await Rig.StartAsync();
        Assert.StartsWith(beginning, (await rig.PostAsync(PathOf(name), Body("echo", members, Ask))).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mistral", "reasoning", """{"type":"thinking","thinking":[{"type":"text","text":"The user said""")]
    [InlineData("deepseek", "reasoning", "\"reasoning_content\":\"The user said")]
    [InlineData("groq", "reasoning", "\"reasoning\":\"The user said")]
    [InlineData("deepseek", "cached", "\"prompt_cache_hit_tokens\":1000,\"prompt_cache_miss_tokens\":102")]
    [InlineData("xai", "reasoning", "\"completion_tokens\":2,\"total_tokens\":13,\"prompt_tokens_details\":{\"cached_tokens\":0}")]
    [InlineData("together", "echo", "\"finish_reason\":\"eos\"")]
    [InlineData("openrouter", "echo", "\"cost\":0.00042")]
    [InlineData("openrouter", "echo", "\"id\":\"gen-")]
    public async Task Answers_in_the_vendors_dialect(string name, string model, string expected)
    {
        await using var rig = await Rig.StartAsync();
        Assert.Contains(expected, (await rig.PostAsync(PathOf(name), Body(model, "", Ask))).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("openrouter", "echo", ": OPENROUTER PROCESSING\n\n")]
    [InlineData("openrouter", "echo", "\"choices\":[],\"usage\":{\"prompt_tokens\":2,")]
    [InlineData("groq", "echo", "\"x_groq\":{\"id\":\"req_")]
    [InlineData("mistral", "echo", "\"finish_reason\":\"stop\"}],\"usage\":{")]
    [InlineData("xai", "echo", "\"finish_reason\":null}],\"usage\":{\"prompt_tokens\":2,\"completion_tokens\":1,")]
    [InlineData("openrouter", "error-after-2", "\"finish_reason\":\"error\"")]
    [InlineData("groq", "error-after-2", "\"x_groq\":{\"error\":")]
    [InlineData("vllm", "error-after-2", "data: {\"error\":{")]
    public async Task Streams_in_the_vendors_dialect(string name, string model, string expected)
    {
        await using var rig = await Rig.StartAsync();
        Assert.Contains(expected, (await rig.PostAsync(PathOf(name), Body(model, ",\"stream\":true", Ask))).Text, StringComparison.Ordinal);
    }

    private static string PathOf(string name) => $"/vendors/{name}/v1/chat/completions";

    private static string Body(string model, string members, params string[] messages) =>
        $$"""{"model":"{{model}}","messages":[{{string.Join(',', messages)}}]{{members}}}""";
}

using System.Text.Json;

namespace Headgate.Simulator.Tests.Ollama;

public sealed class OllamaTests
{
    private const string Path = "/api/chat";

    [Fact]
    public async Task Answers_whole_and_in_lines()
    {
        await using var rig = await Rig.StartAsync();

        var whole = (await rig.PostAsync(Path, """{"model":"reasoning","messages":[{"role":"user","content":"one two"}],"stream":false}""")).Json;
        var streamed = await rig.PostAsync(Path, """{"model":"reasoning","messages":[{"role":"user","content":"one two"}],"stream":true}""");

        Assert.Equal("one two", whole.GetProperty("message").GetProperty("content").GetString());
        Assert.StartsWith("The user said", whole.GetProperty("message").GetProperty("thinking").GetString(), StringComparison.Ordinal);
        Assert.Equal((2, 11), (whole.GetProperty("prompt_eval_count").GetInt32(), whole.GetProperty("eval_count").GetInt32()));
        var lines = streamed.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line)).ToList();
        Assert.Equal("one two", string.Concat(lines.Select(line => line.GetProperty("message").GetProperty("content").GetString())));
        Assert.All(lines[..^1], line => Assert.False(line.GetProperty("done").GetBoolean()));
        Assert.Equal("stop", lines[^1].GetProperty("done_reason").GetString());
    }

    [Fact]
    public async Task Calls_tools_with_objects_and_without_ids()
    {
        await using var rig = await Rig.StartAsync();
        var answer = await rig.PostAsync(Path, """
            {"model":"tools","messages":[{"role":"user","content":"x"}],"stream":false,"tools":[{"type":"function","function":{"name":"weather"}}]}
            """);
        Assert.Contains("\"tool_calls\":[{\"function\":{\"name\":\"weather\",\"arguments\":{}}}]", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("invalid role", """ "messages":[{"role":"developer","content":"x"}] """)]
    [InlineData("messages.content", """ "messages":[{"role":"user","content":[{"type":"text","text":"x"}]}] """)]
    [InlineData("base64", """ "messages":[{"role":"user","content":"x","images":["data:image/png;base64,AAAA"]}] """)]
    [InlineData("arguments", """ "messages":[{"role":"assistant","tool_calls":[{"function":{"name":"f","arguments":"{}"}}]}] """)]
    [InlineData("no such tool", """ "messages":[{"role":"tool","tool_name":"f","content":"x"}] """)]
    [InlineData("does not support thinking", """ "messages":[{"role":"user","content":"x"}],"think":true """)]
    [InlineData("think", """ "messages":[{"role":"user","content":"x"}],"think":"hard" """)]
    [InlineData("format", """ "messages":[{"role":"user","content":"x"}],"format":"text" """)]
    [InlineData("options.stop", """ "messages":[{"role":"user","content":"x"}],"options":{"stop":"a"} """)]
    [InlineData("num_predict", """ "messages":[{"role":"user","content":"x"}],"options":{"num_predict":"5"} """)]
    public async Task Refuses_what_its_types_do_not_hold(string words, string members)
    {
        await using var rig = await Rig.StartAsync();
        var reply = await rig.PostAsync(Path, $$"""{"model":"echo",{{members}}}""");
        Assert.Equal(400, reply.Status);
        Assert.Contains(words, reply.Json.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Breaks_off_with_a_line()
    {
        await using var rig = await Rig.StartAsync();
        var reply = await rig.PostAsync(Path, """{"model":"error-after-2","messages":[{"role":"user","content":"x"}],"stream":true}""");
        Assert.EndsWith("{\"error\":\"The simulated failure inside the stream.\"}\n", reply.Text, StringComparison.Ordinal);
    }
}

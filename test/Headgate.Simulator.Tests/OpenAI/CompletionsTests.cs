using System.Text.Json;

namespace Headgate.Simulator.Tests.OpenAI;

public sealed class CompletionsTests
{
    private const string Path = "/v1/completions";

    [Fact]
    public async Task Answers_each_prompt_with_a_choice()
    {
        await using var rig = await Rig.StartAsync();
        var reply = (await rig.PostAsync(Path, """{"model":"echo","prompt":["one two","three"]}""")).Json;
        Assert.StartsWith("cmpl-", reply.TextAt("id"), StringComparison.Ordinal);
        Assert.Equal("text_completion", reply.TextAt("object"));
        Assert.Equal(["one two", "three"], reply.At("choices").EnumerateArray().Select(c => c.TextAt("text")));
        Assert.Equal(JsonValueKind.Null, reply.At("choices.0.logprobs").ValueKind);
        Assert.Equal(3, reply.NumberAt("usage.prompt_tokens"));
        Assert.Equal(3, reply.NumberAt("usage.completion_tokens"));
    }

    [Fact]
    public async Task Streams_under_the_same_rule_for_usage_as_chat()
    {
        await using var rig = await Rig.StartAsync();
        var plain = await rig.StreamAsync(Path, """{"model":"echo","prompt":"one two","stream":true}""");
        Assert.Equal("[DONE]", plain[^1].Data);
        Assert.Equal("one two", string.Concat(plain[..^1].Select(e => e.Json.TextAt("choices.0.text"))));
        Assert.Equal("stop", plain[^2].Json.TextAt("choices.0.finish_reason"));
        Assert.DoesNotContain(plain, e => e.Data.Contains("usage", StringComparison.Ordinal));
        var asked = await rig.StreamAsync(Path, """
            {"model":"echo","prompt":"one two","stream":true,"stream_options":{"include_usage":true}}
            """);
        Assert.Equal(4, asked[^2].Json.NumberAt("usage.total_tokens"));
        Assert.Equal(JsonValueKind.Null, asked[0].Json.At("usage").ValueKind);
    }
}

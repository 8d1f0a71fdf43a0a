using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Tests.Pipeline.Route;

public sealed class AbilityTests
{
    private const string Text = """{"role":"user","content":"hi"}""";
    private const string Image = """{"role":"user","content":[{"type":"image_url","image_url":{"url":"https://x.test/a.png"}}]}""";

    [Theory]
    [InlineData("tools", Text, ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]", "b/m")]
    [InlineData("tools", Text, ",\"tools\":[]", "a/m")]
    [InlineData("tools", Text, "", "a/m")]
    [InlineData("images", Image, "", "b/m")]
    [InlineData("images", Text, "", "a/m")]
    [InlineData("structured_output", Text, ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"x\",\"schema\":{}}}", "b/m")]
    [InlineData("structured_output", Text, ",\"response_format\":{\"type\":\"text\"}", "a/m")]
    [InlineData("[tools, images]", Image, "", "b/m")]
    public async Task A_target_is_not_asked_for_what_it_cannot_do(string without, string message, string members, string target)
    {
        using var rig = new PipelineRig(Aliases.Chat($"chat: {{ targets: [ {{ model: a/m, without: {without} }}, {{ model: b/m }} ] }}"));
        await SendAsync(rig, message, members);
        Assert.Equal(target, rig.Record.Target);
    }

    [Fact]
    public async Task When_no_target_can_do_it_the_request_is_refused()
    {
        using var rig = new PipelineRig(Aliases.Chat("chat: { targets: { model: a/m, without: images } }"));
        Assert.Equal(400, (await SendAsync(rig, Image, "")).Status);
        Assert.Equal("no_matching_target", rig.Record.Code);
    }

    [Theory]
    [InlineData(10, "a/m")]
    [InlineData(1000, "b/m")]
    [InlineData(20_000, "a/m")]
    public async Task A_long_request_goes_where_it_fits_and_is_refused_by_no_estimate(int words, string target)
    {
        using var rig = new PipelineRig(Aliases.Chat(
            "chat: { targets: [ { model: a/m, context_window: 500 }, { model: b/m, context_window: 5000 } ] }"));
        await SendAsync(rig, $$"""{"role":"user","content":"{{string.Concat(Enumerable.Repeat("word ", words))}}"}""", "");
        Assert.Equal(target, rig.Record.Target);
    }

    private static async Task<FakeReply> SendAsync(PipelineRig rig, string message, string members)
    {
        rig.Upstream.Answers(Wire.ChatReply);
        return await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Call($$"""{"model":"chat","messages":[{{message}}]{{members}}}"""));
    }
}

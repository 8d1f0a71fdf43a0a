using System.Collections.Immutable;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Tests.Pipeline.Admit;

public sealed class OptionAccessTests
{
    private const string Chat = """{"model":"chat","messages":[{"role":"user","content":"hi"}]""";
    private const string Messages = """{"model":"chat","max_tokens":9,"messages":[{"role":"user","content":"hi"}]""";
    private const string Responses = """{"model":"chat","input":"hi" """;
    private const string Gemini = """{"contents":[{"parts":[{"text":"hi"}]}]""";

    [Theory]
    [InlineData(WireProtocol.OpenAIChat, Chat + ""","service_tier":"priority"}""", "service tier 'priority', only for auto, default, flex")]
    [InlineData(WireProtocol.OpenAIResponses, Responses + ""","service_tier":"scale"}""", "service tier 'scale'")]
    [InlineData(WireProtocol.AnthropicMessages, Messages + ""","speed":"fast"}""", "service tier 'fast'")]
    [InlineData(WireProtocol.GeminiGenerateContent, Gemini + ""","serviceTier":"priority"}""", "service tier 'priority'")]
    [InlineData(WireProtocol.OpenAIChat, Chat + ""","web_search_options":{}}""", "the tool 'web_search', only the application's own, code_execution")]
    [InlineData(WireProtocol.OpenAIResponses, Responses + ""","tools":[{"type":"file_search"}]}""", "the tool 'file_search'")]
    [InlineData(WireProtocol.AnthropicMessages, Messages + ""","tools":[{"type":"web_search_20250305","name":"web_search"}]}""", "the tool 'web_search'")]
    [InlineData(WireProtocol.GeminiGenerateContent, Gemini + ""","tools":[{"googleSearch":{}}]}""", "the tool 'web_search'")]
    public async Task A_key_with_lists_is_refused_what_they_lack(WireProtocol protocol, string body, string reason)
    {
        using PipelineRig rig = Rig();

        FakeReply reply = await rig.SendAsync(protocol, Call(body));

        Assert.Equal((403, "option_not_allowed"), (reply.Status, rig.Record.Code));
        Assert.Contains(reason, reply.Text, StringComparison.Ordinal);
        Assert.Empty(rig.Upstream.Calls);
    }

    [Theory]
    [InlineData(""","service_tier":"flex","tools":[{"type":"function","function":{"name":"f"}},{"type":"code_interpreter"}]}""")]
    [InlineData(""","service_tier":"auto"}""")]
    [InlineData("}")]
    public async Task And_served_what_they_have(string rest)
    {
        using PipelineRig rig = Rig();
        rig.Upstream.Answers(Wire.ChatReply);

        Assert.Equal(200, (await rig.SendAsync(WireProtocol.OpenAIChat, Call(Chat + rest))).Status);
    }

    [Fact]
    public async Task A_key_without_lists_may_ask_for_anything()
    {
        using PipelineRig rig = Rig();
        rig.UseKey(key => key with { ServiceTiers = null, ServerTools = null });
        rig.Upstream.Answers(Wire.ChatReply);

        Assert.Equal(200, (await rig.SendAsync(WireProtocol.OpenAIChat, Call(Chat + ""","service_tier":"priority","web_search_options":{}}"""))).Status);
    }

    private static PipelineRig Rig()
    {
        var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First));
        rig.UseKey(key => key with { ServiceTiers = ImmutableArray.Create("default", "flex"), ServerTools = ImmutableArray.Create("code_execution") });
        return rig;
    }

    private static FakeRequest Call(string body) =>
        new(body, ("authorization", "Bearer " + PipelineRig.Secret), ("content-type", "application/json")) { PathModel = "chat" };
}

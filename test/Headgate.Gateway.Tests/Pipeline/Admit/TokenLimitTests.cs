using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Tests.Pipeline.Admit;

public sealed class TokenLimitTests
{
    /// <summary>Sends about 18 tokens and may be answered with 9.</summary>
    private const string Asked = """{"model":"chat","max_tokens":9,"messages":[{"role":"user","content":"hi"}]}""";

    private const int Sent = 75 / 4;

    [Fact]
    public async Task Takes_what_a_request_may_use_and_corrects_it_to_what_it_has_used()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First));
        rig.UseKey(key => key with { TokensPerMinute = 100 });
        rig.Upstream.Answers(Wire.ChatReply).Answers(Wire.ChatReply);
        Assert.Equal(75, Asked.Length);

        FakeReply first = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Call(Asked));
        FakeReply second = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Call(Asked));

        Assert.Equal(("100", $"{100 - Sent - 9}"), (first.Headers["x-ratelimit-limit-tokens"], first.Headers["x-ratelimit-remaining-tokens"]));
        Assert.Equal($"{100 - 5 - Sent - 9}", second.Headers["x-ratelimit-remaining-tokens"]);
    }

    [Fact]
    public async Task Refuses_what_does_not_fit_and_says_when_it_will()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First));
        rig.UseKey(key => key with { TokensPerMinute = 30 });
        rig.Upstream.Answers(Wire.ChatReply).Answers(Wire.ChatReply);

        await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Call(Asked));
        FakeReply refused = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Call(Asked));

        Assert.Equal((429, "4"), (refused.Status, refused.Headers["retry-after"]));
        Assert.Contains("30 tokens per minute, and has 25 left; this request may use 27", refused.Text, StringComparison.Ordinal);
        rig.Time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(200, (await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Call(Asked))).Status);
    }

    [Fact]
    public async Task What_was_used_beyond_the_limit_is_waited_for()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First));
        rig.UseKey(key => key with { TokensPerMinute = 60 });
        rig.Upstream.Answers(Wire.ChatReply.Replace("\"prompt_tokens\":3", "\"prompt_tokens\":118", StringComparison.Ordinal)).Answers(Wire.ChatReply);

        await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Call(Asked));
        FakeReply refused = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Call(Asked));

        Assert.Equal((429, $"{60 + Sent + 9}"), (refused.Status, refused.Headers["retry-after"]));
    }

    [Fact]
    public async Task An_answer_whose_length_is_open_takes_what_is_reserved_for_it()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First));
        rig.UseKey(key => key with { TokensPerMinute = 5000 });
        rig.Upstream.Answers(Wire.ChatReply);
        FakeRequest request = PipelineRig.Call(Asked.Replace("\"max_tokens\":9,", "", StringComparison.Ordinal));

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, request);

        Assert.Equal($"{5000 - 4096 - ((75 - 15) / 4)}", reply.Headers["x-ratelimit-remaining-tokens"]);
    }

    [Fact]
    public async Task What_a_vendor_does_not_tell_stays_taken()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First));
        rig.UseKey(key => key with { TokensPerMinute = 100 });
        rig.Upstream.Breaks().Answers(Wire.ChatReply);

        await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Call(Asked));
        FakeReply second = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Call(Asked));

        Assert.Equal($"{100 - (2 * (Sent + 9))}", second.Headers["x-ratelimit-remaining-tokens"]);
    }
}

using System.Collections.Immutable;
using System.Net;
using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Record;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Tests.Probing;

public sealed class TargetWatchTests
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_target_that_nobody_calls_is_asked_for_a_word_and_that_is_recorded()
    {
        using var rig = Watched(PipelineRig.First);
        rig.Upstream.Answers(Wire.ChatReply);

        rig.Time.Advance(Every - TimeSpan.FromSeconds(1));
        Assert.Empty(rig.Upstream.Calls);
        rig.Time.Advance(TimeSpan.FromSeconds(1));

        RequestRecord record = await rig.Sink.NextAsync();
        Assert.Equal(("probe", "first/m", 200, 3, 2), (record.Key, record.Target, record.Status, record.Usage!.InputText, record.Usage.OutputText));
        Assert.Contains("\"max_tokens\":16", Assert.Single(rig.Upstream.Calls).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_target_that_is_in_use_is_not_asked()
    {
        using var rig = Watched(PipelineRig.First);
        rig.Upstream.Answers(Wire.ChatReply).Answers(Wire.ChatReply);

        rig.Time.Advance(Every / 2);
        await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());
        rig.Time.Advance(Every / 2);

        Assert.Equal("tests", Assert.Single(rig.Sink.Records).Key);
        rig.Time.Advance(Every / 2);
        Assert.Equal(["tests", "probe"], [(await rig.Sink.NextAsync()).Key, (await rig.Sink.NextAsync()).Key]);
    }

    [Fact]
    public async Task Each_credential_is_asked_and_what_a_vendor_told_to_wait_is_not_asked_before_its_time()
    {
        using var rig = Watched(PipelineRig.Vendor("pair", "https://pair.test/v1", "openai", [WireProtocol.OpenAIChat], "sk-one-0123456789", "sk-two-0123456789"));
        rig.Upstream.Answers("{}", HttpStatusCode.TooManyRequests, ("retry-after", "100")).Answers(Wire.ChatReply);

        rig.Time.Advance(Every);
        Assert.Equal([429, 200], new[] { await rig.Sink.NextAsync(), await rig.Sink.NextAsync() }.Select(record => record.Status).Order().Reverse());

        rig.Upstream.Answers(Wire.ChatReply).Answers(Wire.ChatReply).Answers(Wire.ChatReply);
        for (int i = 0; i < 3; i++)
        {
            rig.Time.Advance(Every);
            Assert.Equal(200, (await rig.Sink.NextAsync()).Status);
        }

        string parked = rig.Upstream.Calls[0].Headers["authorization"];
        Assert.DoesNotContain(rig.Upstream.Calls.Skip(1), call => call.Headers["authorization"] == parked);
    }

    [Fact]
    public async Task What_was_sick_is_taken_back_before_a_request_tries_it()
    {
        using var rig = Watched(PipelineRig.First, PipelineRig.Second);
        for (int i = 0; i < 10; i++)
        {
            rig.Upstream.Answers("{}", HttpStatusCode.InternalServerError).Answers(Wire.ChatReply);
            await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());
            await rig.Sink.NextAsync();
        }

        // Both were idle for as long: the sick one is asked too, and answers.
        rig.Upstream.Answers(Wire.ChatReply).Answers(Wire.ChatReply);
        rig.Time.Advance(Every);
        ImmutableArray<string?> asked = [(await rig.Sink.NextAsync()).Target, (await rig.Sink.NextAsync()).Target];
        Assert.Equal(["first/m", "second/m"], asked.Order());

        rig.Upstream.Answers(Wire.ChatReply);
        await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());
        Assert.Equal(("first/m", 1), ((await rig.Sink.NextAsync()) is var record ? record.Target : null, record.Attempts.Length));
    }

    [Fact]
    public void An_alias_without_it_is_left_alone()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First));
        rig.Watch();
        rig.Time.Advance(TimeSpan.FromDays(1));

        Assert.Empty(rig.Upstream.Calls);
    }

    private static PipelineRig Watched(params Provider[] providers)
    {
        var rig = new PipelineRig(new ModelAlias
        {
            Name = "chat",
            Targets = [.. providers.Select(provider => (AliasTarget)new AliasTarget.Model(provider, "m", 1))],
            Retry = new RetryOptions { Tries = 1 },
            Probe = Every,
        });
        rig.Watch();
        return rig;
    }
}

using System.Net;
using Headgate.Gateway.Config;
using Headgate.Gateway.Tests.Config.Conditions;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Tests.Pipeline.Route;

public sealed class ConditionalTargetTests
{
    private static readonly (string, string) Pro = ("x-headgate-metadata", """{"tier":"pro"}""");

    [Fact]
    public async Task A_target_whose_condition_does_not_hold_is_not_called()
    {
        using var rig = new PipelineRig(Tiered(new AliasTarget.Model(PipelineRig.Second, "m", 1)));
        await SendAsync(rig, Pro);
        await SendAsync(rig);
        Assert.Equal(["first/m", "second/m"], rig.Sink.Records.Select(record => record.Target));
    }

    [Fact]
    public async Task A_fallback_needs_its_condition_too()
    {
        using var rig = new PipelineRig(new ModelAlias
        {
            Name = "chat",
            Targets =
            [
                new AliasTarget.Model(PipelineRig.Second, "m", 1),
                new AliasTarget.Model(PipelineRig.First, "m", 1) { When = Facts.Condition("request.metadata.tier: pro") },
            ],
            Retry = new RetryOptions { Tries = 1 },
        });
        rig.Upstream.Answers("{}", HttpStatusCode.InternalServerError);
        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());
        Assert.Equal(502, reply.Status);
        Assert.Equal("second/m", Assert.Single(rig.Record.Attempts).Target);
    }

    [Fact]
    public async Task When_no_target_is_left_the_request_is_refused_without_telling_the_conditions()
    {
        using var rig = new PipelineRig(Tiered());
        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());
        Assert.Equal((400, "no_matching_target"), (reply.Status, rig.Record.Code));
        Assert.DoesNotContain("tier", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_turn_of_a_target_that_is_out_is_drawn_among_the_others_by_weight()
    {
        using var rig = new PipelineRig(new ModelAlias
        {
            Name = "chat",
            Strategy = Strategy.Weighted,
            Targets =
            [
                new AliasTarget.Model(PipelineRig.First, "m", 90) { When = Facts.Condition("request.metadata.tier: pro") },
                new AliasTarget.Model(PipelineRig.Second, "m1", 5),
                new AliasTarget.Model(PipelineRig.Second, "m2", 15),
            ],
        });
        for (int i = 0; i < 400; i++)
        {
            await SendAsync(rig);
        }

        Assert.InRange(rig.Sink.Records.Count(record => record.Target == "second/m1"), 70, 130);
        Assert.DoesNotContain(rig.Sink.Records, record => record.Target == "first/m");
    }

    [Fact]
    public async Task An_alias_among_the_targets_is_out_as_a_whole()
    {
        ModelAlias inner = PipelineRig.Alias("inner", PipelineRig.First, PipelineRig.Second);
        using var rig = new PipelineRig(new ModelAlias
        {
            Name = "chat",
            Targets = [new AliasTarget.Alias(inner, 1) { When = Facts.Condition("stream: true") }, new AliasTarget.Model(PipelineRig.Second, "m9", 1)],
        });
        await SendAsync(rig);
        Assert.Equal("second/m9", rig.Record.Target);
    }

    private static ModelAlias Tiered(params AliasTarget[] others) => new()
    {
        Name = "chat",
        Targets = [new AliasTarget.Model(PipelineRig.First, "m", 1) { When = Facts.Condition("request.metadata.tier: pro") }, .. others],
    };

    private static async Task SendAsync(PipelineRig rig, params (string, string)[] headers)
    {
        rig.Upstream.Answers(Wire.ChatReply);
        await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(headers: headers));
    }
}

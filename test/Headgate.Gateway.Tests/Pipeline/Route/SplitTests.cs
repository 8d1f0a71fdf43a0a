using System.Net;
using Headgate.Gateway.Pipeline.Record;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Tests.Pipeline.Route;

public sealed class SplitTests
{
    private const string Canary =
        """
        chat:
          split: { by: session, salt: s }
          retry: { tries: 1 }
          targets:
            - { model: a/m, weight: 80, variant: stable }
            - { model: b/m, weight: 20, variant: canary, when: { tags.env: { not: prod } } }
        """;

    [Fact]
    public async Task A_session_keeps_its_variant_and_is_told_it()
    {
        using var rig = new PipelineRig(Aliases.Chat(Canary));
        for (int i = 0; i < 200; i++)
        {
            FakeReply reply = await SendAsync(rig, $"s{i % 50}");
            Assert.Equal(rig.Sink.Records[^1].Variant!.Name, reply.Headers["x-headgate-variant"]);
        }

        VariantRecord[] dealt = [.. rig.Sink.Records.Select(record => record.Variant!)];
        Assert.All(Enumerable.Range(0, 200), i => Assert.Equal(dealt[i % 50], dealt[i]));
        Assert.InRange(dealt.Take(50).Count(variant => variant == new VariantRecord("canary", 0.2, "canary")), 3, 18);
        Assert.All(dealt.Where(variant => variant.Name == "stable"), variant => Assert.Equal(new VariantRecord("stable", 0.8, "stable"), variant));
    }

    [Fact]
    public async Task Requests_without_a_session_are_dealt_one_by_one()
    {
        using var rig = new PipelineRig(Aliases.Chat(Canary));
        for (int i = 0; i < 200; i++)
        {
            await SendAsync(rig, null);
        }

        Assert.InRange(rig.Sink.Records.Count(record => record.Target == "b/m"), 20, 60);
    }

    [Fact]
    public async Task The_probability_is_that_among_the_targets_that_were_fit()
    {
        using var rig = new PipelineRig(Aliases.Chat(Canary));
        rig.UseKey(key => key with { Tags = key.Tags.Add("env", "prod") });
        await SendAsync(rig, "any");
        Assert.Equal(new VariantRecord("stable", 1, "stable"), rig.Record.Variant);
    }

    [Fact]
    public async Task A_fallback_is_told_apart_from_what_was_dealt()
    {
        using var rig = new PipelineRig(Aliases.Chat(Canary.Replace(", when: { tags.env: { not: prod } }", "", StringComparison.Ordinal)));
        rig.Upstream.Answers("{}", HttpStatusCode.InternalServerError);
        FakeReply reply = await SendAsync(rig, "any");
        VariantRecord variant = rig.Record.Variant!;
        Assert.Equal(variant.Name, reply.Headers["x-headgate-variant"]);
        Assert.NotEqual(variant.Name, variant.Answered);
        Assert.Equal(2, rig.Record.Attempts.Length);
    }

    [Fact]
    public async Task No_variant_answered_when_none_did()
    {
        using var rig = new PipelineRig(Aliases.Chat(Canary));
        rig.Upstream.Answers("{}", HttpStatusCode.BadRequest);
        await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());
        Assert.Null(rig.Record.Variant!.Answered);
    }

    [Fact]
    public async Task A_split_within_a_split_multiplies()
    {
        using var rig = new PipelineRig(Aliases.Chat(
            """
            chat: { split: {}, targets: [ { model: inner, weight: 1, variant: new }, { model: a/m, weight: 1 } ] }
            inner: { split: {}, targets: [ { model: b/m1, weight: 3, variant: x }, { model: b/m2, weight: 1, variant: y } ] }
            """));
        for (int i = 0; i < 60; i++)
        {
            await SendAsync(rig, $"s{i}");
        }

        Assert.Equal(
            [new("a/m", 0.5, "a/m"), new("new/x", 0.375, "new/x"), new("new/y", 0.125, "new/y")],
            rig.Sink.Records.Select(record => record.Variant!).Distinct().OrderBy(variant => variant.Name, StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_cannot_serve_is_not_dealt()
    {
        using var rig = new PipelineRig(Aliases.Chat(
            """
            chat: { split: {}, targets: [ { model: later, weight: 3, variant: new }, { model: a/m, weight: 1, variant: old } ] }
            later: { targets: [ { model: b/m, when: { tags.env: prod } } ] }
            """));
        for (int i = 0; i < 20; i++)
        {
            await SendAsync(rig, $"s{i}");
        }

        Assert.Equal([new VariantRecord("old", 1, "old")], rig.Sink.Records.Select(record => record.Variant!).Distinct());
    }

    [Fact]
    public async Task Only_the_splits_on_the_way_to_the_first_target_count()
    {
        using var rig = new PipelineRig(Aliases.Chat(
            """
            chat: { strategy: priority, targets: [ { model: first }, { model: second } ] }
            first: { split: {}, targets: [ { model: later, weight: 1, variant: x } ] }
            later: { targets: [ { model: b/m, when: { tags.env: prod } } ] }
            second: { split: {}, targets: [ { model: a/m, weight: 1, variant: y } ] }
            """));
        await SendAsync(rig, "any");

        Assert.Equal(new VariantRecord("y", 1, "y"), rig.Record.Variant);
    }

    [Fact]
    public async Task Users_and_keys_stick_as_well()
    {
        using var byUser = new PipelineRig(Aliases.Chat(Canary.Replace("by: session", "by: user", StringComparison.Ordinal)));
        using var byKey = new PipelineRig(Aliases.Chat(Canary.Replace("by: session", "by: key", StringComparison.Ordinal)));
        foreach (int i in Enumerable.Range(0, 120))
        {
            byUser.Upstream.Answers(Wire.ChatReply);
            await byUser.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Call($$"""{"model":"chat","messages":[{"role":"user","content":"hi"}],"user":"u{{i % 40}}"}"""));
            await SendAsync(byKey, $"s{i}");
        }

        Assert.All(Enumerable.Range(0, 120), i => Assert.Equal(byUser.Sink.Records[i % 40].Target, byUser.Sink.Records[i].Target));
        Assert.Equal(2, byUser.Sink.Records.DistinctBy(record => record.Target).Count());
        Assert.Single(byKey.Sink.Records.DistinctBy(record => record.Target));
    }

    private static async Task<FakeReply> SendAsync(PipelineRig rig, string? session)
    {
        rig.Upstream.Answers(Wire.ChatReply);
        return await rig.SendAsync(
            WireProtocol.OpenAIChat, PipelineRig.Chat(headers: session is null ? [] : [("x-headgate-session", session)]));
    }
}

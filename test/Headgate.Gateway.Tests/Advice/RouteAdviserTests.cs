using System.Net;
using Headgate.Gateway.Advice;
using Headgate.Gateway.Config;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Gateway.Tests.Pipeline.Route;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Tests.Advice;

public sealed class RouteAdviserTests
{
    private static readonly RouteQuestion Chat = new() { Model = "chat" };

    [Fact]
    public void Each_entry_that_is_out_says_why()
    {
        using var rig = new PipelineRig(Aliases.Chat(
            """
            chat:
              targets:
                - { model: a/m1, when: { request.metadata.tier: pro } }
                - { model: a/m2, without: [tools, streaming, images] }
                - { model: a/m3, context_window: 100 }
                - { model: inner }
                - { model: b/m }
            inner: { targets: { model: a/m4, without: tools } }
            """));
        RouteAdvice advice = rig.Adviser.Advise(Chat with { HasTools = true, IsStream = true, InputTokens = 500 });
        Assert.Equal(
            [
                ("a/m1", Exclusion.Condition, "does not hold: request.metadata.tier is pro"),
                ("a/m2", Exclusion.Ability, "is without tools, streaming"),
                ("a/m3", Exclusion.ContextWindow, "takes 100 tokens, the request has about 500"),
                ("inner", Exclusion.Nested, "all of its own are out"),
                ("b/m", null, null),
            ],
            advice.Alias!.Candidates.Select(entry => (entry.Name, entry.Exclusion, entry.Reason)));
        Assert.Equal(Exclusion.Ability, Assert.Single(advice.Alias.Candidates[3].Alias!.Candidates).Exclusion);
        Assert.Equal("b/m", Assert.Single(advice.Plan).Name);
        Assert.Null(advice.Refusal);
    }

    [Fact]
    public void What_holds_of_the_request_asked_about_is_in()
    {
        using var rig = new PipelineRig(Aliases.Chat(
            "chat: { targets: [ { model: a/m, when: { request.metadata.tier: pro, key: tests, session: s, stream: true, input_tokens: { gt: 9 } } } ] }"));
        RouteAdvice advice = rig.Adviser.Advise(Chat with
        {
            Key = rig.Current.Keys.All[0],
            Metadata = Chat.Metadata.Add("tier", "pro"),
            Session = "s",
            IsStream = true,
            InputTokens = 10,
        });
        Assert.Null(Assert.Single(advice.Alias!.Candidates).Exclusion);
    }

    [Fact]
    public void What_a_vendor_does_not_speak_is_out_and_what_is_translated_says_into_what()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.Gpt, PipelineRig.Claude));
        RouteAdvice chat = rig.Adviser.Advise(Chat);
        Assert.Equal([null, WireProtocol.AnthropicMessages], chat.Plan.Select(target => target.TranslatedTo));

        RouteAdvice embeddings = rig.Adviser.Advise(Chat with { Protocol = WireProtocol.OpenAIEmbeddings });
        Assert.All(embeddings.Alias!.Candidates, entry => Assert.Equal(Exclusion.Protocol, entry.Exclusion));
        Assert.Equal(ErrorKind.UnsupportedEndpoint, embeddings.Refusal!.Kind);
        Assert.Empty(embeddings.Plan);
    }

    [Fact]
    public async Task What_is_parked_says_until_when_and_is_not_in_the_plan()
    {
        using var rig = new PipelineRig(Aliases.Chat("chat: { retry: { tries: 1 }, targets: [ { model: a/m }, { model: b/m } ] }"));
        rig.Upstream.Answers("{}", HttpStatusCode.TooManyRequests, ("retry-after", "20"));
        rig.Upstream.Answers(Wire.ChatReply);
        await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());

        RouteAdvice advice = rig.Adviser.Advise(Chat);
        AdvisedCandidate parked = advice.Alias!.Candidates[0];
        Assert.Equal((Exclusion.Health, "nothing of it can be called now"), (parked.Exclusion, parked.Reason));
        AdvisedTarget target = Assert.Single(parked.Targets);
        Assert.Equal((TargetState.RateLimited, null, "a/m"), (target.State, target.Order, target.Name));
        Assert.Equal(rig.Time.GetUtcNow().AddSeconds(20), target.Until);
        Assert.Equal("b/m", Assert.Single(advice.Plan).Name);

        rig.Time.Advance(TimeSpan.FromSeconds(21));
        Assert.Equal(["a/m", "b/m"], rig.Adviser.Advise(Chat).Plan.Select(free => free.Name));
    }

    [Fact]
    public async Task Refused_credentials_and_open_breakers_are_told_apart()
    {
        using var rig = new PipelineRig(Aliases.Chat("chat: { retry: { tries: 1 }, targets: [ { model: a/m }, { model: b/m } ], fallback_on: [auth] }"));
        rig.Upstream.Answers("{}", HttpStatusCode.Unauthorized);
        for (int i = 0; i < 10; i++)
        {
            rig.Upstream.Answers("{}", HttpStatusCode.InternalServerError);
            await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());
        }

        RouteAdvice advice = rig.Adviser.Advise(Chat);
        Assert.Equal([TargetState.CredentialRefused, TargetState.Sick], advice.Alias!.Candidates.Select(entry => Assert.Single(entry.Targets).State));
        Assert.Equal(ErrorKind.NoHealthyTarget, advice.Refusal!.Kind);
        Assert.Empty(advice.Plan);
    }

    [Fact]
    public void A_split_says_what_it_deals_and_how_likely()
    {
        using var rig = new PipelineRig(Aliases.Chat(
            """
            chat:
              split: { by: session, salt: s }
              targets:
                - { model: inner, weight: 3, variant: new }
                - { model: b/m, weight: 1, variant: old }
                - { model: pool/m, weight: 6, variant: other, when: { stream: true } }
            inner: { split: {}, targets: [ { model: a/m1, weight: 1, variant: x }, { model: a/m2, weight: 1, variant: y } ] }
            """));
        RouteAdvice advice = rig.Adviser.Advise(Chat with { Session = "s1" });
        Assert.Equal(StickyBy.Session, advice.Alias!.Split);
        Assert.Equal(
            [("new", 0.75), ("old", 0.25), ("other", 0)],
            advice.Alias.Candidates.Select(entry => (entry.Variant!, entry.Probability!.Value)).OrderBy(entry => entry.Item1, StringComparer.Ordinal));
        AdvisedCandidate first = advice.Alias.Candidates[0];
        Assert.Equal(first.Alias is { } inner ? $"new/{inner.Candidates[0].Variant}" : "old", advice.Variant);
        Assert.Equal(first.Probability * (first.Alias?.Candidates[0].Probability ?? 1), advice.Probability);
    }

    [Fact]
    public void A_strategy_that_ranks_says_its_scores()
    {
        using var rig = new PipelineRig(Aliases.Chat(
            """
            chat:
              strategy: cost
              targets:
                - { model: a/m, pricing: { input: 3, output: 3 } }
                - { model: b/m, pricing: { input: 1, output: 1 } }
                - { model: pool/m }
            """));
        RouteAdvice advice = rig.Adviser.Advise(Chat with { InputTokens = 700 });
        Assert.Equal("cost", advice.Alias!.Strategy);
        Assert.Equal(
            [("b/m", 1_000_000), ("a/m", 3_000_000), ("pool/m", double.PositiveInfinity)],
            advice.Alias.Candidates.Select(entry => (entry.Name, entry.Score)));
        Assert.Equal([1, 2, 3, 4, 5, 6], advice.Plan.Select(target => target.Order));
        Assert.All(rig.Adviser.Advise(new RouteQuestion { Model = "first/m" }).Alias!.Candidates, entry => Assert.Null(entry.Score));
    }

    [Theory]
    [InlineData("nobody", ErrorKind.ModelNotFound)]
    [InlineData("first/m", ErrorKind.ModelNotAllowed)]
    public void A_model_that_the_key_cannot_have_is_refused_as_its_request_would_be(string model, ErrorKind refusal)
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First));
        VirtualKey key = rig.Current.Keys.All[0] with { Models = ["chat"] };
        RouteAdvice advice = rig.Adviser.Advise(new RouteQuestion { Model = model, Key = key });
        Assert.Equal(refusal, advice.Refusal!.Kind);
        Assert.Null(advice.Alias);
    }

    [Fact]
    public async Task Asking_takes_no_turn_from_requests()
    {
        const string Weighted = "chat: { strategy: weighted, targets: [ { model: a/m, weight: 3 }, { model: b/m, weight: 2 } ] }";
        using var asked = new PipelineRig(Aliases.Chat(Weighted));
        using var unasked = new PipelineRig(Aliases.Chat(Weighted));
        for (int i = 0; i < 10; i++)
        {
            asked.Adviser.Advise(Chat);
            await SendAsync(asked);
            await SendAsync(unasked);
        }

        Assert.Equal(unasked.Sink.Records.Select(record => record.Target), asked.Sink.Records.Select(record => record.Target));
        Assert.All(asked.Sink.Records, record => Assert.Single(record.Attempts));
    }

    /// <summary>What is said of entries and what the plan is come from two walks over the same choice: they must tell the same.</summary>
    [Theory]
    [InlineData("strategy: priority")]
    [InlineData("strategy: weighted")]
    [InlineData("strategy: latency")]
    [InlineData("strategy: least-busy")]
    [InlineData("split: { by: session }")]
    [InlineData("sticky: session, strategy: weighted")]
    public void The_entries_lead_to_the_plan_in_its_order(string choice)
    {
        using var rig = new PipelineRig(Aliases.Chat(
            $$"""
            chat: { {{choice}}, targets: [ { model: pool/m, weight: 2 }, { model: inner, weight: 3 }, { model: a/m, weight: 1 }, { model: pool/* } ] }
            inner: { {{choice}}, targets: [ { model: b/m }, { model: pool/m }, { model: a/n, when: { stream: true } } ] }
            """));
        for (int i = 0; i < 50; i++)
        {
            RouteAdvice advice = rig.Adviser.Advise(Chat with { Session = i % 3 == 0 ? null : $"s{i}", IsStream = i % 2 == 0 });
            AdvisedTarget[] told = [.. Leaves(advice.Alias!)];
            Assert.Equal(Enumerable.Range(1, advice.Plan.Length), told.Select(target => target.Order!.Value).Order());
            Assert.Equal(advice.Plan, told.OrderBy(target => target.Order));
        }
    }

    private static IEnumerable<AdvisedTarget> Leaves(AdvisedAlias alias) =>
        alias.Candidates.SelectMany(entry => entry.Alias is { } inner ? Leaves(inner) : entry.Targets);

    private static async Task SendAsync(PipelineRig rig)
    {
        rig.Upstream.Answers(Wire.ChatReply);
        await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());
    }
}

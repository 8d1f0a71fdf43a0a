using System.Runtime.CompilerServices;
using Headgate.Gateway.Config;
using Headgate.Gateway.Health;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Pipeline.Upstream;
using Headgate.Gateway.Pipeline.Upstream.Fetching;
using Headgate.Gateway.Pipeline.Upstream.Translation;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline.Attempt;

/// <summary>Plan → upstream reply: calls target after target until one gives its first content, or none is left.</summary>
internal sealed class AttemptRoom(UpstreamCall upstream, TargetBooks books, UrlFetcher fetcher, AnswerMemory memory, TimeProvider time)
{
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Outcome<UpstreamReply>> ExecuteAsync(
        AttemptPlan plan, Inbound inbound, RequestTrace trace, Draw draw, ConfigSnapshot config, CancellationToken departed)
    {
        IRequestTranslation? translation = RequestTranslations.For(plan, inbound, trace, memory, config.Server.FetchUrls ? fetcher : null, time);
        bool isKept = false;
        try
        {
            Outcome<UpstreamReply> answer = await ExecuteAsync(plan, inbound, translation, trace, draw, config, departed);
            isKept = !answer.Failed(out _, out UpstreamReply? reply)
                && reply is UpstreamReply.Streamed { Onward: not null } streamed && streamed.Owns(translation);
            return answer;
        }
        finally
        {
            if (!isKept)
            {
                translation?.Dispose();
            }
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Outcome<UpstreamReply>> ExecuteAsync(
        AttemptPlan plan, Inbound inbound, IRequestTranslation? translation, RequestTrace trace, Draw draw, ConfigSnapshot config, CancellationToken departed)
    {
        long endsAt = EndsAt(plan.Alias, inbound, trace);
        var errand = new Errand(trace.Caller!.Key.Id, inbound);
        var walk = new PlanWalk(
            new Entrance(plan, books, errand, draw, endsAt, time, departed), draw, endsAt, time,
            translation is null && trace.Spending is null ? null : target => RefuseAsync(target, translation, trace, config, endsAt, departed));
        var terms = new CallTerms(plan.Alias, inbound, translation, trace, endsAt, config, trace.Farewell?.Cut ?? departed);
        CallRace? race = plan.Alias.Hedge is { } hedge ? new CallRace(upstream, walk, terms, hedge, time) : null;
        race?.Requested();
        TargetCall? call = await walk.StartAsync();
        while (call is not null)
        {
            if (Cover(call.Target, trace, config) is { } unpaid)
            {
                call.Leave(); // a repeat, of a call that has cost something
                return unpaid;
            }

            CallResult result = race is not null && CallRace.IsFor(terms) ? await race.SendAsync(call) : await upstream.SendAsync(call, terms, outrun: default);
            if (!result.Failed(out AttemptFailure? failure, out UpstreamReply? reply))
            {
                if (reply is UpstreamReply.Streamed { Stream.Translation.SoFar: not null } streamed)
                {
                    streamed.Onward =
                        new Resumption(upstream, walk, terms, (RequestTranslation)translation!, target => Cover(target, trace, config), time).GoOnAsync;
                }

                return reply;
            }

            trace.Farewell?.ThrowIfLeft();
            call = await walk.AfterAsync(failure, trace.Attempts.Count, departed);
        }

        return walk.ToError();
    }

    /// <summary>Why a target cannot be told the request, or not be paid for.</summary>
    private static async ValueTask<GatewayError?> RefuseAsync(
        Target target, IRequestTranslation? translation, RequestTrace trace, ConfigSnapshot config, long endsAt, CancellationToken departed) =>
        (translation is null ? null : await translation.RefuseAsync(target, endsAt, departed))
            ?? Cover(target, trace, config)
            ?? (trace.Spending is { IsMarked: true } spending ? await spending.GoOnAsync(0) : null);

    private static GatewayError? Cover(Target target, RequestTrace trace, ConfigSnapshot config)
    {
        if (trace.Spending is not { } spending)
        {
            return null;
        }

        // A call that was given up is charged too: what is held for the next comes on top of it.
        foreach (AttemptTrace attempt in trace.Attempts)
        {
            attempt.EstimateLost(trace.InputTokens);
        }

        return spending.Cover(target, config.Prices.Of(target), trace.Cost ?? spending.Held);
    }

    /// <summary>The timestamp at which the request ends, whatever is going on: the alias' total, or less when the client asked for less.</summary>
    private long EndsAt(ModelAlias alias, Inbound inbound, RequestTrace trace)
    {
        TimeSpan total = inbound.Options.Timeout is { } asked && asked < alias.Timeouts.Total ? asked : alias.Timeouts.Total;
        return trace.ArrivedAt + (long)(total.TotalSeconds * time.TimestampFrequency);
    }
}

using Headgate.Gateway.Config;
using Headgate.Gateway.Health;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Pipeline.Upstream;
using Headgate.Gateway.Pipeline.Upstream.Fetching;
using Headgate.Gateway.Pipeline.Upstream.Translation;

namespace Headgate.Gateway.Pipeline.Attempt;

/// <summary>Plan → upstream reply: calls target after target until one gives its first content, or none is left.</summary>
internal sealed class AttemptRoom(UpstreamCall upstream, HealthBook health, UrlFetcher fetcher, ReasoningMemory memory, TimeProvider time)
{
    public async ValueTask<Outcome<UpstreamReply>> ExecuteAsync(
        AttemptPlan plan, Inbound inbound, RequestTrace trace, Draw draw, ConfigSnapshot config, CancellationToken departed)
    {
        using IRequestTranslation? translation =
            RequestTranslations.For(plan, inbound, trace, memory, config.Server.FetchUrls ? fetcher : null, time);
        long endsAt = EndsAt(plan.Alias, inbound, trace);
        var walk = new PlanWalk(
            plan, health, (inbound.IsStream, inbound.InputTokens), draw, endsAt, time,
            translation is null ? null : target => translation.RefuseAsync(target, endsAt, departed));
        TargetCall? call = await walk.StartAsync();
        while (call is not null)
        {
            CallResult result = await upstream.SendAsync(call, plan.Alias, inbound, translation, trace, endsAt, config, departed);
            if (!result.Failed(out AttemptFailure? failure, out UpstreamReply? reply))
            {
                return reply;
            }

            call = await walk.AfterAsync(failure, trace.Attempts.Count, departed);
        }

        return walk.ToError();
    }

    /// <summary>The timestamp at which the request ends, whatever is going on: the alias' total, or less when the client asked for less.</summary>
    private long EndsAt(ModelAlias alias, Inbound inbound, RequestTrace trace)
    {
        TimeSpan total = inbound.Options.Timeout is { } asked && asked < alias.Timeouts.Total ? asked : alias.Timeouts.Total;
        return trace.ArrivedAt + (long)(total.TotalSeconds * time.TimestampFrequency);
    }
}

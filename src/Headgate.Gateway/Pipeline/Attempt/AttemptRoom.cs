using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Pipeline.Upstream;
using Headgate.Gateway.Pipeline.Upstream.Fetching;
using Headgate.Gateway.Pipeline.Upstream.Translation;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline.Attempt;

/// <summary>Plan → upstream reply: calls target after target until one gives its first content, or none is left.</summary>
internal sealed class AttemptRoom(UpstreamCall call, UrlFetcher fetcher, ReasoningMemory memory, TimeProvider time)
{
    public async ValueTask<Outcome<UpstreamReply>> ExecuteAsync(
        AttemptPlan plan, Inbound inbound, RequestTrace trace, Draw draw, ConfigSnapshot config, CancellationToken departed)
    {
        using IRequestTranslation? translation =
            RequestTranslations.For(plan, inbound, trace, memory, config.Server.FetchUrls ? fetcher : null, time);
        long endsAt = EndsAt(plan.Alias, inbound, trace);
        (int index, GatewayError? refusal) = await FirstAsync(plan, translation, endsAt, departed);
        if (refusal is not null)
        {
            return refusal;
        }

        FailureTally? tally = null;
        int calls = 0;
        while (true)
        {
            Target target = plan.Targets[index];
            CallResult result = await call.SendAsync(target, plan.Alias, inbound, translation, trace, endsAt, config, departed);
            if (!result.Failed(out AttemptFailure? failure, out UpstreamReply? reply))
            {
                return reply;
            }

            (tally ??= new FailureTally()).Add(target, failure);
            calls++;
            draw = draw.Next();
            if (trace.Attempts.Count >= plan.MaxAttempts)
            {
                return tally.ToError();
            }

            if (RetryPolicy.Pause(failure, calls, plan.Alias.Retry, draw.Unit) is { } pause && Fits(pause, endsAt))
            {
                await Task.Delay(pause, time, departed);
            }
            else if ((index = await NextAsync(plan, index, failure, translation, endsAt, departed)) >= 0)
            {
                calls = 0;
            }
            else
            {
                return tally.ToError();
            }
        }
    }

    /// <summary>Finds the first target that the request can be told to; gives why there is none.</summary>
    private static async ValueTask<(int Index, GatewayError? Refusal)> FirstAsync(
        AttemptPlan plan, IRequestTranslation? translation, long endsAt, CancellationToken departed)
    {
        GatewayError? refusal = null;
        for (int index = 0; index < plan.Targets.Length; index++)
        {
            if (translation is null || await translation.RefuseAsync(plan.Targets[index], endsAt, departed) is not { } refused)
            {
                return (index, null);
            }

            refusal ??= refused;
        }

        return (-1, refusal);
    }

    /// <summary>The target to try after a failure, past those that the request cannot be told to; -1 when there is none.</summary>
    private static async ValueTask<int> NextAsync(
        AttemptPlan plan, int failed, AttemptFailure failure, IRequestTranslation? translation, long endsAt, CancellationToken departed)
    {
        int next = RetryPolicy.Next(plan, failed, failure);
        while (next >= 0 && translation is not null && await translation.RefuseAsync(plan.Targets[next], endsAt, departed) is not null)
        {
            next = RetryPolicy.Next(plan, next, failure);
        }

        return next;
    }

    /// <summary>The timestamp at which the request ends, whatever is going on: the alias' total, or less when the client asked for less.</summary>
    private long EndsAt(ModelAlias alias, Inbound inbound, RequestTrace trace)
    {
        TimeSpan total = inbound.Options.Timeout is { } asked && asked < alias.Timeouts.Total ? asked : alias.Timeouts.Total;
        return trace.ArrivedAt + (long)(total.TotalSeconds * time.TimestampFrequency);
    }

    private bool Fits(TimeSpan pause, long endsAt) => time.GetTimestamp() + (long)(pause.TotalSeconds * time.TimestampFrequency) < endsAt;
}

using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Pipeline.Upstream;

namespace Headgate.Gateway.Pipeline.Attempt;

/// <summary>Plan → upstream reply: calls target after target until one gives its first content, or none is left.</summary>
internal sealed class AttemptRoom(UpstreamCall call, TimeProvider time)
{
    public async ValueTask<Outcome<UpstreamReply>> ExecuteAsync(
        AttemptPlan plan, Inbound inbound, RequestTrace trace, Draw draw, ConfigSnapshot config, CancellationToken departed)
    {
        var tally = new FailureTally();
        long endsAt = EndsAt(plan.Alias, inbound, trace);

        foreach (Target target in plan.Targets)
        {
            AttemptFailure? failure = null;
            for (int calls = 1; trace.Attempts < plan.MaxAttempts; calls++)
            {
                CallResult result = await call.SendAsync(target, plan.Alias, inbound, trace, endsAt, config, departed);
                if (!result.Failed(out failure, out UpstreamReply? reply))
                {
                    return reply;
                }

                tally.Add(failure);
                draw = draw.Next();
                if (RetryPolicy.Pause(failure, calls, plan.Alias.Retry, draw.Unit) is not { } pause || !Fits(pause, endsAt))
                {
                    break;
                }

                await Task.Delay(pause, time, departed);
            }

            if (failure is null || !RetryPolicy.FallsBack(failure, plan.Alias))
            {
                break;
            }
        }

        return tally.ToError();
    }

    /// <summary>The timestamp at which the request ends, whatever is going on: the alias' total, or less when the client asked for less.</summary>
    private long EndsAt(ModelAlias alias, Inbound inbound, RequestTrace trace)
    {
        TimeSpan total = inbound.Options.Timeout is { } asked && asked < alias.Timeouts.Total ? asked : alias.Timeouts.Total;
        return trace.ArrivedAt + (long)(total.TotalSeconds * time.TimestampFrequency);
    }

    private bool Fits(TimeSpan pause, long endsAt) => time.GetTimestamp() + (long)(pause.TotalSeconds * time.TimestampFrequency) < endsAt;
}

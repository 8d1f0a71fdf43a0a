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
        FailureTally? tally = null;
        long endsAt = EndsAt(plan.Alias, inbound, trace);
        int index = 0;
        int calls = 0;
        while (true)
        {
            Target target = plan.Targets[index];
            CallResult result = await call.SendAsync(target, plan.Alias, inbound, trace, endsAt, config, departed);
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
            else if ((index = RetryPolicy.Next(plan, index, failure)) >= 0)
            {
                calls = 0;
            }
            else
            {
                return tally.ToError();
            }
        }
    }

    /// <summary>The timestamp at which the request ends, whatever is going on: the alias' total, or less when the client asked for less.</summary>
    private long EndsAt(ModelAlias alias, Inbound inbound, RequestTrace trace)
    {
        TimeSpan total = inbound.Options.Timeout is { } asked && asked < alias.Timeouts.Total ? asked : alias.Timeouts.Total;
        return trace.ArrivedAt + (long)(total.TotalSeconds * time.TimestampFrequency);
    }

    private bool Fits(TimeSpan pause, long endsAt) => time.GetTimestamp() + (long)(pause.TotalSeconds * time.TimestampFrequency) < endsAt;
}

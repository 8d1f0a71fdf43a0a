using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Attempt;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Raw.Sending;

/// <summary>Calls target after target until one answers, by the rules of the alias; a body that passes once goes to the first alone.</summary>
internal sealed class RawAttempts(RawSender sender, TimeProvider time)
{
    /// <summary>Serves a call whose target is known.</summary>
    public async ValueTask<GatewayError?> SendAsync(Target target, RawOrder order, RawExchange exchange)
    {
        var timeouts = new TimeoutOptions();
        RawEnd end = await sender.SendAsync(target, order, timeouts, EndsAt(timeouts, exchange), exchange);
        if (end.Failure is not { } failure)
        {
            return end.Refusal;
        }

        var tally = new FailureTally();
        tally.Add(target, failure);
        return tally.ToError();
    }

    /// <summary>Serves a call that is planned.</summary>
    public async ValueTask<GatewayError?> SendAsync(AttemptPlan plan, RawOrder order, Draw draw, RawExchange exchange)
    {
        ModelAlias alias = plan.Alias;
        var tally = new FailureTally();
        long endsAt = EndsAt(alias.Timeouts, exchange);
        int calls = 0;
        int index = 0;
        while (true)
        {
            Target target = plan.Targets[index];
            RawEnd end = await sender.SendAsync(target, order, alias.Timeouts, endsAt, exchange);
            if (end.Failure is not { } failure)
            {
                return end.Refusal;
            }

            tally.Add(target, failure);
            calls++;
            draw = draw.Next();
            if (!order.Body.MayRepeat || exchange.Trace.Attempts.Count >= plan.MaxAttempts)
            {
                return tally.ToError();
            }

            if (RetryPolicy.Pause(failure, calls, alias.Retry, draw.Unit) is { } pause && Fits(pause, endsAt))
            {
                await Task.Delay(pause, time, exchange.Departed);
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

    private long EndsAt(TimeoutOptions timeouts, RawExchange exchange)
    {
        TimeSpan total = exchange.Options.Timeout is { } asked && asked < timeouts.Total ? asked : timeouts.Total;
        return exchange.Trace.ArrivedAt + (long)(total.TotalSeconds * time.TimestampFrequency);
    }

    private bool Fits(TimeSpan pause, long endsAt) => time.GetTimestamp() + (long)(pause.TotalSeconds * time.TimestampFrequency) < endsAt;
}

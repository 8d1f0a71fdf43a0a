using Headgate.Gateway.Config;
using Headgate.Gateway.Health;
using Headgate.Gateway.Pipeline.Attempt;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Raw.Sending;

/// <summary>Calls target after target until one answers, by the rules of the alias; a body that passes once goes to the first alone.</summary>
internal sealed class RawAttempts(RawSender sender, TargetBooks books, TimeProvider time)
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
        long endsAt = EndsAt(plan.Alias.Timeouts, exchange);
        var errand = new Errand(exchange.Trace.Caller!.Key.Id, Body: null);
        AttemptPlan allowed = order.Body.MayRepeat ? plan : plan with { MaxAttempts = 1 };
        var walk = new PlanWalk(new Entrance(allowed, books, errand, draw, endsAt, time, exchange.Departed), draw, endsAt, time);
        TargetCall? call = await walk.StartAsync();
        while (call is not null)
        {
            RawEnd end = await sender.SendAsync(call.Target, order, plan.Alias.Timeouts, endsAt, exchange, call);
            if (end.Failure is not { } failure)
            {
                return end.Refusal;
            }

            call = await walk.AfterAsync(failure, exchange.Trace.Attempts.Count, exchange.Departed);
        }

        return walk.ToError();
    }

    private long EndsAt(TimeoutOptions timeouts, RawExchange exchange)
    {
        TimeSpan total = exchange.Options.Timeout is { } asked && asked < timeouts.Total ? asked : timeouts.Total;
        return exchange.Trace.ArrivedAt + (long)(total.TotalSeconds * time.TimestampFrequency);
    }
}

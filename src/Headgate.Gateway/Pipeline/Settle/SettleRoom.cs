using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Pipeline.Upstream;
using Headgate.Gateway.Pricing;
using Headgate.Gateway.Stores;
using Headgate.Gateway.Telemetry;
using Headgate.Llm.Chat;

namespace Headgate.Gateway.Pipeline.Settle;

/// <summary>Usage → where it counts: the budgets and the ledger, and the meters of the process. The record takes it from the trace.</summary>
internal sealed class SettleRoom(GatewayMeter meter)
{
    public void Charge(RequestTrace trace)
    {
        if (trace.Spending is { } spending)
        {
            Money overrun = spending.Settle(new LedgerSettlement
            {
                Cost = trace.Cost,
                IsEstimated = trace.IsEstimated,
                Attempts = [.. trace.Attempts.Where(attempt => attempt.Usage is not null).Select(Paid)],
            });
            if (overrun > Money.Zero)
            {
                meter.Overran(overrun);
            }
        }

        // What no vendor has told stays as it was taken; what was never sent is given back.
        if (trace.Turn is { } turn && (trace.Usage is not null || trace.Attempts.Count == 0))
        {
            turn.Settle((trace.Usage?.Input ?? 0) + (trace.Usage?.Output ?? 0));
        }

        if (trace.Usage is { } usage)
        {
            Count(usage, trace);
        }
    }

    private static LedgerAttempt Paid(AttemptTrace attempt) =>
        new(attempt.Target.Name, attempt.Usage, attempt.Cost, attempt.Cost is null ? null : attempt.Prices?.Model);

    private void Count(Usage usage, RequestTrace trace)
    {
        meter.Tokens(usage.Input, "input", trace);
        meter.Tokens(usage.Output, "output", trace);
    }
}

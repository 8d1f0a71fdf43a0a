using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Telemetry;
using Headgate.Llm.Chat;

namespace Headgate.Gateway.Pipeline.Settle;

/// <summary>Usage → where it counts: the meters of the process. The record takes it from the trace.</summary>
internal sealed class SettleRoom(GatewayMeter meter)
{
    public void Charge(RequestTrace trace)
    {
        if (trace.Usage is { } usage)
        {
            Count(usage, trace);
        }
    }

    private void Count(Usage usage, RequestTrace trace)
    {
        meter.Tokens(usage.Input, "input", trace);
        meter.Tokens(usage.Output, "output", trace);
    }
}

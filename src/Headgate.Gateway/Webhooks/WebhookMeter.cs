using System.Diagnostics.Metrics;
using Headgate.Gateway.Telemetry;

namespace Headgate.Gateway.Webhooks;

/// <summary>What became of events.</summary>
internal sealed class WebhookMeter : IDisposable
{
    private readonly Meter _meter = new(GatewayMeter.Name);
    private readonly Counter<long> _sent;
    private readonly Counter<long> _failed;
    private readonly Counter<long> _givenUp;

    public WebhookMeter()
    {
        _sent = _meter.CreateCounter<long>("headgate.webhook.sent", "{event}", "Events that their receiver has taken.");
        _failed = _meter.CreateCounter<long>("headgate.webhook.failed", "{call}", "Calls that their receiver has not taken.");
        _givenUp = _meter.CreateCounter<long>("headgate.webhook.given_up", "{event}", "Events that were not taken for a day, and are not sent again.");
    }

    public void Sent() => _sent.Add(1);

    public void Failed() => _failed.Add(1);

    public void GivenUp() => _givenUp.Add(1);

    /// <inheritdoc />
    public void Dispose() => _meter.Dispose();
}

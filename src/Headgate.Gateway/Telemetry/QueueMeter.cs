using System.Diagnostics.Metrics;
using Headgate.Gateway.Queueing;

namespace Headgate.Gateway.Telemetry;

/// <summary>How full the queues in front of providers are.</summary>
internal sealed class QueueMeter : IDisposable
{
    private readonly Meter _meter = new(GatewayMeter.Name);

    /// <param name="book">The queues.</param>
    public QueueMeter(QueueBook book)
    {
        _meter.CreateObservableUpDownCounter(
            "headgate.queue.waiting", () => Each(book, static queue => queue.Waiting), "{request}", "Requests that wait for a place at a provider.");
        _meter.CreateObservableUpDownCounter(
            "headgate.queue.taken", () => Each(book, static queue => queue.Taken), "{request}", "Places at a provider that are taken.");
    }

    /// <inheritdoc />
    public void Dispose() => _meter.Dispose();

    private static IEnumerable<Measurement<int>> Each(QueueBook book, Func<FairQueue, int> count) =>
        book.All.Select(known => new Measurement<int>(count(known.Value), new KeyValuePair<string, object?>("provider", known.Key)));
}

using System.Diagnostics.Metrics;
using Headgate.Gateway.Health;

namespace Headgate.Gateway.Telemetry;

/// <summary>How the targets fare, for whoever watches: what a vendor refused needs somebody to act.</summary>
internal sealed class HealthMeter : IDisposable
{
    private readonly Meter _meter = new(GatewayMeter.Name);

    /// <param name="book">What is known.</param>
    public HealthMeter(HealthBook book)
    {
        _meter.CreateObservableUpDownCounter(
            "headgate.credentials.parked", () => Parked(book), "{credential}", "1 while a credential is not used because its vendor refused it.");
        _meter.CreateObservableUpDownCounter("headgate.targets.sick", () => Sick(book), "{target}", "Models that are left alone because their calls fail.");
    }

    /// <inheritdoc />
    public void Dispose() => _meter.Dispose();

    private static IEnumerable<Measurement<int>> Parked(HealthBook book) => book.Credentials.Select(known => new Measurement<int>(
        known.Value.Parking.IsParked(book.Now) ? 1 : 0, new("provider", ProviderOf(known.Key.Credential)), new("credential", known.Key.Credential)));

    private static IEnumerable<Measurement<int>> Sick(HealthBook book) => book.Targets
        .GroupBy(known => ProviderOf(known.Key.Credential))
        .Select(targets => new Measurement<int>(targets.Count(known => !known.Value.IsWell), new KeyValuePair<string, object?>("provider", targets.Key)));

    /// <summary>A credential's id begins with its provider's name, and is that where the vendor needs none.</summary>
    private static string ProviderOf(string credential) => credential.Split('#')[0];
}

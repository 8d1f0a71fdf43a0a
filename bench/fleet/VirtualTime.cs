namespace Headgate.FleetWorld;

/// <summary>The world's clock: it stands where the last event put it.</summary>
internal sealed class VirtualTime : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Seconds since the start.</summary>
    public double Seconds { get; set; }

    /// <inheritdoc />
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc />
    public override long GetTimestamp() => (long)(Seconds * TimeSpan.TicksPerSecond);

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => Start.AddSeconds(Seconds);
}

namespace Headgate.Storage.Sqlite;

/// <summary>How moments are kept: whole microseconds since 1970, UTC.</summary>
internal static class UnixMicroseconds
{
    /// <summary>Counts the microseconds; finer parts are cut off.</summary>
    public static long From(DateTimeOffset moment) => (moment.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>The moment, in UTC.</summary>
    public static DateTimeOffset ToMoment(long microseconds) =>
        new(DateTimeOffset.UnixEpoch.Ticks + (microseconds * TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    /// <summary>The UTC day a moment lies in.</summary>
    public static DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(moment.UtcDateTime);
}

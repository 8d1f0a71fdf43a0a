namespace Headgate.Storage.Sqlite;

/// <summary>How lengths of time are kept: whole microseconds.</summary>
internal static class Microseconds
{
    /// <summary>Counts the microseconds; finer parts are cut off.</summary>
    public static long Of(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>Counts the microseconds; null stays null.</summary>
    public static long? Of(TimeSpan? span) => span is { } value ? Of(value) : null;

    /// <summary>The length of time.</summary>
    public static TimeSpan ToSpan(long microseconds) => new(microseconds * TimeSpan.TicksPerMicrosecond);
}

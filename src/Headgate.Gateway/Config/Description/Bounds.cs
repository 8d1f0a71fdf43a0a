namespace Headgate.Gateway.Config.Description;

/// <summary>Bounds of durations: what a timer can hold, and what is surely a slip.</summary>
internal static class Bounds
{
    public static TimeSpan Millisecond { get; } = TimeSpan.FromMilliseconds(1);

    public static TimeSpan Second { get; } = TimeSpan.FromSeconds(1);

    public static TimeSpan Day { get; } = TimeSpan.FromDays(1);

    public static TimeSpan Decade { get; } = TimeSpan.FromDays(3660);
}

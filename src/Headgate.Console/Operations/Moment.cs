using System.Globalization;

namespace Headgate.Console.Operations;

/// <summary>
/// Reads a moment: an ISO 8601 date or time (UTC unless it says otherwise), or a distance from now: <c>90s</c>, <c>30m</c>,
/// <c>24h</c>, <c>7d</c>, <c>2w</c>.
/// </summary>
public static class Moment
{
    /// <summary>The forms taken, for messages.</summary>
    internal const string Forms = "an ISO 8601 date or time, or a distance such as `24h` or `7d`";

    private const int MaxDigits = 5; // 99,999 weeks either way is still a date

    private const DateTimeStyles InUtc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    private static readonly string[] Formats =
        ["yyyy-MM-dd", "yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"];

    /// <summary>A moment, where a distance counts back from now; null when the text is neither.</summary>
    public static DateTimeOffset? Past(string text, DateTimeOffset now) => Distance(text) is { } span ? now - span : Exact(text);

    /// <summary>A moment, where a distance counts on from now; null when the text is neither.</summary>
    public static DateTimeOffset? Future(string text, DateTimeOffset now) => Distance(text) is { } span ? now + span : Exact(text);

    /// <summary>In whole milliseconds: a store may keep less than a clock gives, and what is kept should read the same ever after.</summary>
    internal static DateTimeOffset Whole(DateTimeOffset moment) => moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerMillisecond));

    private static DateTimeOffset? Exact(string text) =>
        DateTimeOffset.TryParseExact(
            text, Formats, CultureInfo.InvariantCulture, InUtc, out DateTimeOffset moment)
            ? moment
            : null;

    private static TimeSpan? Distance(string text)
    {
        if (text.Length is < 2 or > MaxDigits + 1
            || !int.TryParse(text.AsSpan(..^1), NumberStyles.None, CultureInfo.InvariantCulture, out int count))
        {
            return null;
        }

        return text[^1] switch
        {
            's' => TimeSpan.FromSeconds(count),
            'm' => TimeSpan.FromMinutes(count),
            'h' => TimeSpan.FromHours(count),
            'd' => TimeSpan.FromDays(count),
            'w' => TimeSpan.FromDays(7 * count),
            _ => null,
        };
    }
}

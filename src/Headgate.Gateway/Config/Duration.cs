using System.Globalization;

namespace Headgate.Gateway.Config;

/// <summary>Durations as people write them: <c>250ms</c>, <c>5s</c>, <c>30m</c>, <c>1h</c>, <c>30d</c>; a bare number is seconds.</summary>
public static class Duration
{
    private static readonly (
        string Suffix, double Seconds)[] Units = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600), ("d", 86400), ("", 1)];

    /// <summary>Reads a duration that is not negative; null when it is none, or longer than ten years.</summary>
    public static TimeSpan? Parse(string text)
    {
        ReadOnlySpan<char> trimmed = text.AsSpan().Trim();
        foreach ((string suffix, double seconds) in Units)
        {
            if (trimmed.EndsWith(suffix, StringComparison.Ordinal))
            {
                return double.TryParse(
                    trimmed[..^suffix.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double count)
                    && count * seconds <= 315_360_000
                    ? TimeSpan.FromTicks((long)Math.Round(count * seconds * TimeSpan.TicksPerSecond))
                    : null;
            }
        }

        return null;
    }
}

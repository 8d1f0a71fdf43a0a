using System.Globalization;
using System.Text.Json;

namespace Headgate.Gateway.Config.Shapes;

/// <summary>Values with a unit: durations and sizes.</summary>
internal static class Quantities
{
    private const string TimeExample = "is no duration; write one such as 250ms, 5s, 30m, 1h or 30d";
    private const string SizeExample = "is no size; write one such as 32MiB, 512KB or a number of bytes";

    private static readonly (string Unit, long Bytes)[] SizeUnits =
    [
        ("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("TiB", 1L << 40),
        ("KB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("TB", 1_000_000_000_000), ("B", 1), ("", 1),
    ];

    /// <summary>A length of time within bounds, which are longer than zero.</summary>
    public static ScalarShape<TimeSpan> Time(TimeSpan least, TimeSpan most) => new("duration", (string text, out TimeSpan value) =>
        !TryDuration(text, out value) ? TimeExample : Within(value, least, most))
    {
        Schema = json => WritePattern(json, @"^[0-9]+(\.[0-9]+)?(ms|s|m|h|d)$"),
    };

    /// <summary>A length of time, or <c>off</c>, or 0, which means the same; both are read as zero.</summary>
    public static ScalarShape<TimeSpan> TimeOrOff(TimeSpan least, TimeSpan most) =>
        new("duration or off", (string text, out TimeSpan value) =>
            !TryDuration(text == "off" ? "0" : text, out value) ? $"{TimeExample}, or off"
            : value == TimeSpan.Zero ? null
            : Within(value, least, most))
        {
            Schema = json => WritePattern(json, @"^(off|0|[0-9]+(\.[0-9]+)?(ms|s|m|h|d))$", "integer", "boolean"),
        };

    /// <summary>A number of bytes within bounds.</summary>
    public static ScalarShape<long> Size(long least, long most) => new("size", (string text, out long value) =>
        !TrySize(text, out value) ? SizeExample
        : value < least ? $"is too small: at least {least} bytes"
        : value > most ? $"is too large: at most {most} bytes"
        : null)
    {
        Schema = json => WritePattern(json, @"^[0-9]+(\.[0-9]+)? ?([KMGT]i?B|B)?$", "integer"),
    };

    /// <summary>Zero needs no unit; anything else without one would be read as one thing and meant as another.</summary>
    private static bool TryDuration(string text, out TimeSpan value)
    {
        TimeSpan? parsed = Duration.Parse(text);
        value = parsed ?? TimeSpan.Zero;
        return text == "0" || (parsed is not null && !char.IsAsciiDigit(text[^1]));
    }

    private static bool TrySize(string text, out long value)
    {
        foreach ((string unit, long bytes) in SizeUnits)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal) && TryAmount(text[..^unit.Length].TrimEnd(' '), out double amount)
                && amount * bytes < 1e15)
            {
                value = (long)(amount * bytes);
                return true;
            }
        }

        value = 0;
        return false;
    }

    private static bool TryAmount(string text, out double amount) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out amount) && text.Length < 20;

    private static string? Within(TimeSpan value, TimeSpan least, TimeSpan most) =>
        value < least ? $"is too short: at least {Name(least)}" : value > most ? $"is too long: at most {Name(most)}" : null;

    private static string Name(TimeSpan bound) =>
        bound.TotalDays >= 1 ? $"{bound.TotalDays}d" : bound.TotalHours >= 1 ? $"{bound.TotalHours}h" : $"{bound.TotalMilliseconds}ms";

    /// <summary>
    /// Text of a pattern; or of a type that YAML takes such text for (<c>0</c>; to some editors <c>off</c> is a boolean).
    /// </summary>
    private static void WritePattern(Utf8JsonWriter json, string pattern, params string[] orTypes)
    {
        json.WriteStartArray("type");
        foreach (string type in (string[])["string", .. orTypes])
        {
            json.WriteStringValue(type);
        }

        json.WriteEndArray();
        json.WriteString("pattern", pattern);
    }
}

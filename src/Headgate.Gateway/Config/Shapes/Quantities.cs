using System.Globalization;
using System.Text.Json;

namespace Headgate.Gateway.Config.Shapes;

/// <summary>Values with a unit: durations and sizes.</summary>
internal static class Quantities
{
    private const string DurationExample = "is no duration; write one such as 250ms, 5s, 30m, 1h or 30d";
    private const string SizeExample = "is no size; write one such as 32MiB, 512KB or a number of bytes";

    private static readonly (string Unit, double Milliseconds)[] DurationUnits =
        [("ms", 1), ("s", 1e3), ("m", 60e3), ("h", 3600e3), ("d", 86400e3)];

    private static readonly (string Unit, long Bytes)[] SizeUnits =
    [
        ("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("TiB", 1L << 40),
        ("KB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("TB", 1_000_000_000_000), ("B", 1), ("", 1),
    ];

    /// <summary>A length of time within bounds, which are longer than zero.</summary>
    public static ScalarShape<TimeSpan> Duration(TimeSpan least, TimeSpan most) => new("duration", (string text, out TimeSpan value) =>
        !TryDuration(text, out value) ? DurationExample : Within(value, least, most))
    {
        Schema = json => WritePattern(json, @"^[0-9]+(\.[0-9]+)?(ms|s|m|h|d)$"),
    };

    /// <summary>A length of time, or <c>off</c>, or 0, which means the same; both are read as zero.</summary>
    public static ScalarShape<TimeSpan> DurationOrOff(TimeSpan least, TimeSpan most) => new("duration or off", (string text, out TimeSpan value) =>
    {
        value = TimeSpan.Zero;
        return text is "off" or "0" ? null
            : !TryDuration(text, out value) ? $"{DurationExample}, or off"
            : value == TimeSpan.Zero ? null
            : Within(value, least, most);
    })
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

    private static bool TryDuration(string text, out TimeSpan value)
    {
        foreach ((string unit, double milliseconds) in DurationUnits)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal) && TryAmount(text[..^unit.Length], out double amount) && amount * milliseconds < 1e12)
            {
                value = TimeSpan.FromMilliseconds(amount * milliseconds);
                return true;
            }
        }

        value = TimeSpan.Zero;
        return text == "0";
    }

    private static bool TrySize(string text, out long value)
    {
        foreach ((string unit, long bytes) in SizeUnits)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal) && TryAmount(text[..^unit.Length].TrimEnd(' '), out double amount) && amount * bytes < 1e15)
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

    /// <summary>A duration as it is written in a config.</summary>
    public static string Name(TimeSpan value)
    {
        (string unit, double milliseconds) = DurationUnits.Last(each => each.Unit == "ms" || value.TotalMilliseconds % each.Milliseconds == 0);
        return string.Create(CultureInfo.InvariantCulture, $"{value.TotalMilliseconds / milliseconds}{unit}");
    }

    /// <summary>Text of a pattern; or of a type that YAML takes such text for (<c>0</c>; to some editors <c>off</c> is a boolean).</summary>
    private static void WritePattern(Utf8JsonWriter json, string pattern, params string[] orTypes)
    {
        json.WriteStartArray("type");
        foreach (string type in (string[])["string", .. orTypes])
            json.WriteStringValue(type);
        json.WriteEndArray();
        json.WriteString("pattern", pattern);
    }
}

using System.Globalization;
using System.Text.Json;

namespace Headgate.Gateway.Config.Shapes;

/// <summary>The single values that the config is made of.</summary>
internal static class Scalars
{
    /// <summary>Text that is not empty.</summary>
    public static ScalarShape<string> Text { get; } = new("text", NotEmpty) { Schema = AnyScalar };

    /// <summary>Text that is never shown.</summary>
    public static ScalarShape<string> Secret { get; } = new("text", NotEmpty) { IsSecret = true };

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public static ScalarShape<bool> Flag { get; } = new("true or false", ParseFlag)
    {
        Schema = json => json.WriteString("type", "boolean"),
        Effective = (json, value) => json.WriteBooleanValue(value),
    };

    /// <summary>A day (midnight UTC) or a moment: <c>2027-01-01</c>, <c>2027-01-01T12:00:00Z</c>.</summary>
    public static ScalarShape<DateTimeOffset> Moment { get; } = new("date", ParseMoment);

    /// <summary>A whole number within bounds.</summary>
    public static ScalarShape<int> Whole(int least, int most = int.MaxValue) => new("number", (string text, out int value) =>
        !int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) ? "is no whole number that fits here"
        : value < least ? $"is too small: at least {least}"
        : value > most ? $"is too large: at most {most}"
        : null)
    {
        Schema = json =>
        {
            json.WriteString("type", "integer");
            json.WriteNumber("minimum", least);
            json.WriteNumber("maximum", most);
        },
        Effective = (json, value) => json.WriteNumberValue(value),
    };

    /// <summary>One of a few words; those of later versions are known and refused.</summary>
    public static ScalarShape<T> Word<T>((string Text, T Value)[] words, params string[] later)
    {
        string[] choices = [.. words.Select(word => word.Text)];
        return new(string.Join(" or ", choices), (string text, out T value) =>
        {
            (string Text, T Value) found = words.FirstOrDefault(word => word.Text == text);
            value = found.Value;
            return found.Text is not null ? null
                : later.Contains(text) ? $"is not in this version; there is {string.Join(", ", choices)}"
                : $"is not one of {string.Join(", ", choices)}";
        })
        { Choices = () => choices };
    }

    /// <summary>The value of a word that has no other.</summary>
    public static ScalarShape<string> Word(string[] words, params string[] later) => Word([.. words.Select(word => (word, word))], later);

    private static string? NotEmpty(string text, out string value)
    {
        value = text;
        return text.Length == 0 ? "is empty" : null;
    }

    private static string? ParseFlag(string text, out bool value)
    {
        value = text == "true";
        return value || text == "false" ? null : "is neither true nor false";
    }

    private static string? ParseMoment(string text, out DateTimeOffset value) =>
        DateTimeOffset.TryParseExact(text, ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ssK"],
            CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out value)
            ? null : "is no date; write one such as 2027-01-31 or 2027-01-31T18:00:00Z";

    /// <summary>YAML has no text without doubt: `name: 5` is meant as text, too.</summary>
    private static void AnyScalar(Utf8JsonWriter json)
    {
        json.WriteStartArray("type");
        json.WriteStringValue("string");
        json.WriteStringValue("number");
        json.WriteEndArray();
    }
}

using System.Globalization;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.Gemini;

/// <summary>
/// Numbers, bytes and words as Google takes them: a number may be written as a text, as clients do with those of 64 bits, and a word of a list in
/// small letters or as its number. https://protobuf.dev/programming-guides/json/, read 2026-11-23.
/// </summary>
internal static class GeminiScalar
{
    /// <summary>A whole number.</summary>
    public static long Whole(in JsonWalk walk, JsonPlace place)
    {
        if (walk.Kind != JsonTokenType.String)
        {
            return walk.Whole(place);
        }

        double number = Number(walk, place);
        return long.TryParse(walk.Text(place), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) ? whole
            : number == Math.Floor(number) && Math.Abs(number) < long.MaxValue / 2 ? (long)number
            : throw JsonWalk.Refuse(place, "must be a whole number");
    }

    /// <summary>A number.</summary>
    public static double Number(in JsonWalk walk, JsonPlace place) =>
        walk.Kind != JsonTokenType.String ? walk.Number(place)
        : double.TryParse(walk.Text(place), NumberStyles.Float & ~(NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite),
            CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number
        : throw JsonWalk.Refuse(place, "must be a number");

    /// <summary>Bytes in base64's usual letters, whole; they may be written in those of addresses, and without their end.</summary>
    public static ReadOnlyMemory<byte> Base64(in JsonWalk walk, JsonPlace place)
    {
        ReadOnlyMemory<byte> written = walk.TextBytes(place);
        int whole = (written.Length + 3) / 4 * 4;
        if (whole == written.Length && !written.Span.ContainsAny("-_"u8))
        {
            return written;
        }

        byte[] usual = new byte[whole];
        usual.AsSpan(written.Length).Fill((byte)'=');
        written.Span.CopyTo(usual);
        usual.AsSpan().Replace((byte)'-', (byte)'+');
        usual.AsSpan().Replace((byte)'_', (byte)'/');
        return usual;
    }

    /// <summary>A word of a list, in capitals.</summary>
    /// <param name="walk">Stands on the word.</param>
    /// <param name="place">Where that is.</param>
    /// <param name="words">The list's words, in the order of their numbers.</param>
    public static string Word(in JsonWalk walk, JsonPlace place, ReadOnlySpan<string> words) =>
        walk.Kind != JsonTokenType.Number ? walk.Text(place).ToUpperInvariant()
        : walk.Whole(place) is >= 0 and var number && number < words.Length ? words[(int)number]
        : throw JsonWalk.Refuse(place, "is the number of no word");
}

using System.Globalization;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.Gemini;

/// <summary>
/// Numbers as Google takes them, which may be written as texts: clients write those of 64 bits so. https://protobuf.dev/programming-guides/json/,
/// read 2026-11-23.
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
}

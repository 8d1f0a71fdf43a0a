using System.Buffers;
using System.Globalization;
using System.Net.Http.Headers;

namespace Headgate.Gateway.Pipeline.Upstream;

/// <summary>
/// When a vendor's limits are filled again, by its own headers: <c>x-ratelimit-reset-*</c> (<c>6m0s</c>, <c>12ms</c>, seconds, or a time of Unix in
/// seconds or milliseconds) and <c>anthropic-ratelimit-*-reset</c> (RFC 3339, or a time of Unix).
/// </summary>
internal static class RateLimitReset
{
    private const string Common = "x-ratelimit-reset";
    private const string Anthropic = "anthropic-ratelimit-";
    private const string AnthropicEnd = "-reset";

    /// <summary>Numbers from here on are times, in seconds; from the next on, in milliseconds. Below they are seconds to go.</summary>
    private const double UnixSeconds = 1e9;
    private const double UnixMilliseconds = 1e12;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    /// <summary>The latest of the limits that are used up; null when the vendor says nothing of it.</summary>
    public static TimeSpan? Read(HttpResponseHeaders headers, DateTimeOffset now)
    {
        TimeSpan? latest = null;
        foreach ((string name, HeaderStringValues values) in headers.NonValidated)
        {
            if (RemainingOf(name) is { } remaining && !IsLeft(headers.NonValidated, remaining)
                && Parse(values.ToString(), now) is { } after && (latest is null || after > latest))
            {
                latest = after;
            }
        }

        return latest;
    }

    /// <summary>The header that says what is left of the limit whose reset this header is; null when it is no such header.</summary>
    private static string? RemainingOf(string name) =>
        name.StartsWith(Common, StringComparison.OrdinalIgnoreCase) ? "x-ratelimit-remaining" + name[Common.Length..]
        : name.StartsWith(Anthropic, StringComparison.OrdinalIgnoreCase) && name.EndsWith(AnthropicEnd, StringComparison.OrdinalIgnoreCase)
            ? name[..^AnthropicEnd.Length] + "-remaining"
        : null;

    /// <summary>True when something is left: it is not for this limit that the call was refused.</summary>
    private static bool IsLeft(HttpHeadersNonValidated headers, string remaining) =>
        headers.TryGetValues(remaining, out HeaderStringValues values)
        && double.TryParse(values.ToString(), CultureInfo.InvariantCulture, out double left) && left > 0;

    private static TimeSpan? Parse(string text, DateTimeOffset now)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
        {
            return number switch
            {
                >= 0 and < UnixSeconds => TimeSpan.FromSeconds(number),
                >= UnixSeconds and < UnixMilliseconds => NotBefore(DateTimeOffset.UnixEpoch.AddSeconds(number) - now),
                >= UnixMilliseconds and < UnixMilliseconds * 100 => NotBefore(DateTimeOffset.UnixEpoch.AddMilliseconds(number) - now),
                _ => null,
            };
        }

        return text.Contains('T', StringComparison.Ordinal)
            ? DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at) ? NotBefore(at - now) : null
            : Span(text);
    }

    private static TimeSpan NotBefore(TimeSpan left) => left < TimeSpan.Zero ? TimeSpan.Zero : left;

    /// <summary>A span as Go writes it: numbers, each with its unit.</summary>
    private static TimeSpan? Span(ReadOnlySpan<char> text)
    {
        double seconds = 0;
        bool isOne = false;
        while (!text.IsEmpty)
        {
            int digits = text.IndexOfAnyExcept(Digits);
            if (digits <= 0 || !double.TryParse(text[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number))
            {
                return null;
            }

            text = text[digits..];
            int letters = text.IndexOfAny(Digits) is var next && next < 0 ? text.Length : next;
            double? unit = text[..letters] switch
            {
                "h" => 3600,
                "m" => 60,
                "s" => 1,
                "ms" => 1e-3,
                "us" or "µs" => 1e-6,
                "ns" => 1e-9,
                _ => null,
            };
            if (unit is null)
            {
                return null;
            }

            seconds += number * unit.Value;
            text = text[letters..];
            isOne = true;
        }

        return isOne && seconds < UnixSeconds ? TimeSpan.FromSeconds(seconds) : null;
    }
}

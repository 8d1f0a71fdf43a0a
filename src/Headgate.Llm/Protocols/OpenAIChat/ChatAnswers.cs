using System.Globalization;
using Headgate.Llm.Chat;

namespace Headgate.Llm.Protocols.OpenAIChat;

/// <summary>What whole and streamed answers say alike, in the words that OpenAI's clients know.</summary>
internal static class ChatAnswers
{
    private const int LongestIdStem = 28;

    // The end of the year 9999, where the calendar ends.
    private const double LastSecond = 253402300799;

    /// <summary>The answer's id for a client: what vendors of this protocol call theirs it has from them on the native lane, too.</summary>
    public static string IdOf(string? vendorId, WireProtocol from) =>
        from == WireProtocol.OpenAIChat && !string.IsNullOrEmpty(vendorId) ? vendorId : AnswerId.Of(AnswerId.Chat, vendorId);

    /// <summary>The moment that <c>created</c> names, in seconds since 1970; null when there is no such.</summary>
    public static DateTimeOffset? MomentOf(double seconds) =>
        seconds is > 0 and < LastSecond ? DateTimeOffset.FromUnixTimeSeconds((long)seconds) : null;

    /// <summary>How the ids begin of calls that the vendor gave none: no two answers may use the same one.</summary>
    public static string CallIdStem(string? responseId, int choice) =>
        string.Create(CultureInfo.InvariantCulture, $"call_{FittedName.Fit(responseId ?? "none", LongestIdStem)}_{choice}");

    /// <summary>The class of service in OpenAI's words; null when there is none or OpenAI has no such.</summary>
    public static string? TierOf(string? vendorTier, LossList losses)
    {
        if (vendorTier == "batch")
        {
            losses.Add("$.usage.service_tier", ChatProtocol.NoCounterpart);
            return null;
        }

        return vendorTier == "standard" ? "default" : vendorTier;
    }
}

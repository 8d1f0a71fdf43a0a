using Headgate.Llm.Chat;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.OpenAIResponses;

/// <summary>What a vendor says of the state of an answer, whole or streamed.</summary>
internal static class ResponsesStatus
{
    // The end of the year 9999, where the calendar ends.
    private const double LastSecond = 253402300799;

    /// <summary>Why the answer ended.</summary>
    /// <param name="status">The answer's <c>status</c>.</param>
    /// <param name="incomplete">The reason in <c>incomplete_details</c>; null when there is none.</param>
    /// <param name="hasCalls">True when it calls tools.</param>
    /// <exception cref="UnreadableException">It has not ended, or failed.</exception>
    public static FinishReason Read(string status, string? incomplete, bool hasCalls) => status switch
    {
        "completed" => hasCalls ? FinishReason.ToolCalls : FinishReason.Stop,
        "incomplete" => incomplete == "content_filter" ? FinishReason.ContentFilter : FinishReason.Length,
        _ => throw JsonWalk.Refuse(new JsonPlace("$.status"), "is neither completed nor incomplete: the vendor failed"),
    };

    /// <summary>The class of service that was given. Until one is, an answer says which was asked for: <c>auto</c> tells nothing.</summary>
    public static string? TierOf(string? said) => said == "auto" ? null : said;

    /// <summary>The moment of a count of seconds since 1970; null when there is no such.</summary>
    public static DateTimeOffset? MomentOf(double seconds) =>
        seconds is > 0 and < LastSecond ? DateTimeOffset.FromUnixTimeSeconds((long)seconds) : null;
}

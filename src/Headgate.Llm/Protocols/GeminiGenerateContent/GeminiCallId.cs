using System.Globalization;

namespace Headgate.Llm.Protocols.GeminiGenerateContent;

/// <summary>Ids of calls that Gemini gave none: the same for the same answer, and never those of another one.</summary>
internal static class GeminiCallId
{
    private const int LongestAnswerId = 28;

    /// <summary>The id of a call, by its number within the candidate.</summary>
    public static string Of(string? answerId, int candidate, int call) => string.Create(
        CultureInfo.InvariantCulture,
        $"call_{FittedName.Fit(answerId ?? "none", LongestAnswerId)}_{candidate}_{call}");
}

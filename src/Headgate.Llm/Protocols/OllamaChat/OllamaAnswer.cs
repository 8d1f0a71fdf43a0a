using System.Globalization;
using Headgate.Llm.Chat;

namespace Headgate.Llm.Protocols.OllamaChat;

/// <summary>What whole and streamed answers have in common.</summary>
internal static class OllamaAnswer
{
    private const int IdLength = 24;

    /// <summary>An id for an answer, since the vendor gives none: of its first moment, which has nanoseconds.</summary>
    public static string IdOf(OllamaLine first) => FittedName.Digest($"{first.CreatedAt} {first.Model}", IdLength);

    /// <summary>An id for a call: the vendor's own, or one that no other call has.</summary>
    /// <param name="id">The vendor's, empty when it gave none.</param>
    /// <param name="answerId">The answer's.</param>
    /// <param name="number">How many calls came before it.</param>
    public static string CallIdOf(string id, string answerId, int number) =>
        id.Length > 0 ? id : string.Create(CultureInfo.InvariantCulture, $"call_{answerId}_{number}");

    /// <summary>Why an answer ended; null for a word that nobody knows.</summary>
    public static FinishReason? FinishOf(string? doneReason, bool hasCalls) => doneReason switch
    {
        null or "stop" => hasCalls ? FinishReason.ToolCalls : FinishReason.Stop,
        "length" => FinishReason.Length,
        _ => null,
    };
}

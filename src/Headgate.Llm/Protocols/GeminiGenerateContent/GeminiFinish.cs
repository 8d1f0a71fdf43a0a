using Headgate.Llm.Chat;

namespace Headgate.Llm.Protocols.GeminiGenerateContent;

/// <summary>
/// Gemini's words for why an answer ended: https://ai.google.dev/api/generate-content#FinishReason, by the types of @google/genai 3.1.0, read
/// 2026-11-22.
/// </summary>
internal static class GeminiFinish
{
    /// <summary>Why a pause is a loss: going on from it takes a token of Gemini's own.</summary>
    public const string PauseIsLost = "Gemini goes on only from pauses of its own: the answer reads as ended";

    /// <summary>What a finish reason means; null when it is not known. Calls of tools end with <c>STOP</c> too.</summary>
    public static FinishReason? Read(ReadOnlySpan<char> word) => word switch
    {
        "STOP" => FinishReason.Stop,
        "MAX_TOKENS" => FinishReason.Length,
        "CONTINUATION" => FinishReason.Pause,
        "SAFETY" or "RECITATION" or "LANGUAGE" or "BLOCKLIST" or "PROHIBITED_CONTENT" or "SPII" => FinishReason.ContentFilter,
        "IMAGE_SAFETY" or "IMAGE_PROHIBITED_CONTENT" or "IMAGE_RECITATION" or "IMAGE_OTHER" => FinishReason.ContentFilter,
        _ => null,
    };

    /// <summary>True when the word says that the model failed: there is no answer, and asking again may give one.</summary>
    public static bool IsFault(ReadOnlySpan<char> word) => word is
        "MALFORMED_FUNCTION_CALL" or "MALFORMED_RESPONSE" or "UNEXPECTED_TOOL_CALL" or "TOO_MANY_TOOL_CALLS" or "NO_IMAGE" or "OTHER";

    /// <summary>The word for an answer.</summary>
    /// <param name="reason">Why it ended.</param>
    /// <param name="isRefusal">True when the answer is the model's own refusal.</param>
    public static string Word(FinishReason reason, bool isRefusal) => reason switch
    {
        FinishReason.Length or FinishReason.ContextWindow => "MAX_TOKENS",
        FinishReason.ContentFilter => "SAFETY",
        FinishReason.Stop when isRefusal => "SAFETY",
        _ => "STOP",
    };
}

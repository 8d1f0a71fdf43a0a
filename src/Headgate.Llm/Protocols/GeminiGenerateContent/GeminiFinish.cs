using Headgate.Llm.Chat;

namespace Headgate.Llm.Protocols.GeminiGenerateContent;

/// <summary>The words of <c>finishReason</c>: https://ai.google.dev/api/generate-content#FinishReason, read 2026-11-22.</summary>
internal static class GeminiFinish
{
    /// <summary>What a word means; null when nobody knows it. Calls of tools end with <c>STOP</c> too.</summary>
    public static FinishReason? Read(string word) => word switch
    {
        "STOP" => FinishReason.Stop,
        "MAX_TOKENS" => FinishReason.Length,
        "SAFETY" or "RECITATION" or "LANGUAGE" or "BLOCKLIST" or "PROHIBITED_CONTENT" or "SPII" => FinishReason.ContentFilter,
        _ when word.StartsWith("IMAGE_", StringComparison.Ordinal) => FinishReason.ContentFilter,
        _ => null,
    };

    /// <summary>True when the model failed: what it said is no answer, and another attempt may give one.</summary>
    public static bool IsFault(string word) =>
        word is "MALFORMED_FUNCTION_CALL" or "MALFORMED_RESPONSE" or "UNEXPECTED_TOOL_CALL" or "TOO_MANY_TOOL_CALLS" or "OTHER";
}

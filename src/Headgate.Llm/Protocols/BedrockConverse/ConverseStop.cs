using Headgate.Llm.Chat;

namespace Headgate.Llm.Protocols.BedrockConverse;

/// <summary>Bedrock's words for why an answer ended.</summary>
internal static class ConverseStop
{
    /// <summary>What a stop reason means; null when it is not known.</summary>
    public static FinishReason? Read(ReadOnlySpan<char> word) => word switch
    {
        "end_turn" or "stop_sequence" => FinishReason.Stop,
        "max_tokens" => FinishReason.Length,
        "model_context_window_exceeded" => FinishReason.ContextWindow,
        "tool_use" => FinishReason.ToolCalls,
        "content_filtered" or "guardrail_intervened" => FinishReason.ContentFilter,
        _ => null,
    };

    /// <summary>True when the model wrote what Bedrock could not read, so that there is no answer: another call may give one.</summary>
    public static bool IsMalformed(ReadOnlySpan<byte> word) => word.StartsWith("malformed_"u8);
}

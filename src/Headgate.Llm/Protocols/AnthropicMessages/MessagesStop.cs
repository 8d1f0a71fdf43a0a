using Headgate.Llm.Chat;

namespace Headgate.Llm.Protocols.AnthropicMessages;

/// <summary>Anthropic's words for why an answer ended: https://platform.claude.com/docs/en/build-with-claude/handling-stop-reasons, read 2026-11-22.</summary>
internal static class MessagesStop
{
    /// <summary>What a stop reason means; null when it is not known.</summary>
    public static FinishReason? Read(ReadOnlySpan<char> word) => word switch
    {
        "end_turn" or "stop_sequence" => FinishReason.Stop,
        "max_tokens" => FinishReason.Length,
        "model_context_window_exceeded" => FinishReason.ContextWindow,
        "tool_use" => FinishReason.ToolCalls,
        "refusal" => FinishReason.ContentFilter,
        "pause_turn" => FinishReason.Pause,
        _ => null,
    };

    /// <summary>The stop reason for an answer: clients of this protocol look there, and not at the blocks, for whether to call tools.</summary>
    /// <param name="reason">Why it ended, as the vendor said.</param>
    /// <param name="hasStopSequence">True when a stop sequence is known to have been met.</param>
    /// <param name="hasCalls">True when the answer calls tools: some vendors say stop even then.</param>
    /// <param name="isRefusal">True when the answer is the model's own refusal.</param>
    public static string Word(FinishReason reason, bool hasStopSequence, bool hasCalls, bool isRefusal) => reason switch
    {
        FinishReason.Length => "max_tokens",
        FinishReason.ContextWindow => "model_context_window_exceeded",
        FinishReason.ContentFilter => "refusal",
        FinishReason.Pause => "pause_turn",
        _ when hasCalls => "tool_use",
        _ when isRefusal => "refusal",
        _ when hasStopSequence => "stop_sequence",
        _ => "end_turn",
    };
}

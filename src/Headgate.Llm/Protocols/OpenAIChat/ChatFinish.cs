using Headgate.Llm.Chat;

namespace Headgate.Llm.Protocols.OpenAIChat;

/// <summary>
/// The words of <c>finish_reason</c>: OpenAI's five, and those of vendors that speak its protocol: Together's <c>eos</c>, Mistral's
/// <c>model_length</c>.
/// </summary>
internal static class ChatFinish
{
    /// <summary>The member's name.</summary>
    public const string Member = "finish_reason";

    /// <summary>Why a pause does not arrive.</summary>
    public const string PauseIsLost = "chat completions knows no pause: the answer reads as ended";

    /// <summary>Why a vendor's word does not arrive.</summary>
    public const string WordIsUnknown = "nobody knows this word: the answer reads as ended";

    /// <summary>Why a reason that no vendor gave is a loss.</summary>
    public const string WordIsMissing = "the vendor did not say why the answer ended: it reads as ended";

    /// <summary>What a vendor's word means; null when nobody knows it.</summary>
    public static FinishReason? Read(string word) => word switch
    {
        "stop" or "eos" or "end_turn" or "stop_sequence" => FinishReason.Stop,
        "length" or "max_tokens" => FinishReason.Length,
        "model_length" or "model_context_window_exceeded" => FinishReason.ContextWindow,
        "tool_calls" or "function_call" or "tool_use" => FinishReason.ToolCalls,
        "content_filter" or "refusal" => FinishReason.ContentFilter,
        _ => null,
    };

    /// <summary>
    /// The reason as what was said bears it out: vendors end calls of tools with <c>stop</c>, or say nothing, and an agent that is told of
    /// calls which are not there waits forever.
    /// </summary>
    public static FinishReason Settle(FinishReason? reason, bool hasCalls) => (reason ?? FinishReason.Stop, hasCalls) switch
    {
        (FinishReason.Stop, true) => FinishReason.ToolCalls,
        (FinishReason.ToolCalls, false) => FinishReason.Stop,
        (var settled, _) => settled,
    };

    /// <summary>OpenAI's word for it.</summary>
    /// <param name="reason">The reason.</param>
    /// <param name="speaksOfFunctions">True for clients that speak of functions, not of tools.</param>
    public static ReadOnlySpan<byte> WordOf(FinishReason reason, bool speaksOfFunctions) => reason switch
    {
        FinishReason.Length or FinishReason.ContextWindow => "length"u8,
        FinishReason.ToolCalls => speaksOfFunctions ? "function_call"u8 : "tool_calls"u8,
        FinishReason.ContentFilter => "content_filter"u8,
        _ => "stop"u8,
    };
}

namespace Headgate.Llm.Chat;

/// <summary>Why an answer ended.</summary>
public enum FinishReason
{
    /// <summary>The model had said all, or met a stop sequence.</summary>
    Stop,

    /// <summary>The bound on its tokens was reached.</summary>
    Length,

    /// <summary>Prompt and answer together fill the model's window.</summary>
    ContextWindow,

    /// <summary>It waits for the results of tools.</summary>
    ToolCalls,

    /// <summary>The vendor's filter or the model itself refused.</summary>
    ContentFilter,

    /// <summary>The vendor broke off a long turn; sending it back goes on (Anthropic's <c>pause_turn</c>).</summary>
    Pause,
}

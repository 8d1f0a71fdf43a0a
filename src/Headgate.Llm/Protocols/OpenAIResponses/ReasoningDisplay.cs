namespace Headgate.Llm.Protocols.OpenAIResponses;

/// <summary>The hub's words for how thinking is shown, which are Anthropic's.</summary>
internal static class ReasoningDisplay
{
    /// <summary>As a summary: here <c>auto</c>. The other word, omitted, is what OpenAI does when not asked.</summary>
    public const string Summarized = "summarized";
}

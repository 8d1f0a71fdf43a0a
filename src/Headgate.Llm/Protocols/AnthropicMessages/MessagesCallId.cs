namespace Headgate.Llm.Protocols.AnthropicMessages;

/// <summary>Ids of tool calls, which Anthropic takes only of letters, digits, <c>_</c> and <c>-</c>.</summary>
internal static class MessagesCallId
{
    // Anthropic names no bound; nobody's ids come near this one.
    private const int Longest = 512;

    /// <summary>The id if it fits, else always the same other one.</summary>
    public static string Fit(string id) => FittedName.Fit(id, Longest);
}

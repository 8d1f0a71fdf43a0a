namespace Headgate.Llm.Protocols.AnthropicMessages;

/// <summary>An answer's id in the form that clients of this protocol expect: <c>msg_…</c>.</summary>
internal static class MessagesId
{
    /// <summary>The vendor's id with this protocol's prefix in place of its own. An answer without an id gets <c>msg_0</c>.</summary>
    public static string Of(string? id) => id switch
    {
        null or "" => "msg_0",
        _ when id.StartsWith("msg_", StringComparison.Ordinal) => id,
        _ when id.StartsWith("chatcmpl-", StringComparison.Ordinal) => $"msg_{id.AsSpan(9)}",
        _ when id.StartsWith("resp_", StringComparison.Ordinal) => $"msg_{id.AsSpan(5)}",
        _ => $"msg_{id}",
    };
}

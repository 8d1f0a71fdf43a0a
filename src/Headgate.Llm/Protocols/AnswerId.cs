namespace Headgate.Llm.Protocols;

/// <summary>An answer's id in the form that a client's protocol gives its ids: Anthropic's <c>msg_01Ab</c> is <c>chatcmpl-01Ab</c> to a chat client.</summary>
internal static class AnswerId
{
    /// <summary>How chat completions' ids begin.</summary>
    public const string Chat = "chatcmpl-";

    /// <summary>How messages' ids begin.</summary>
    public const string Message = "msg_";

    /// <summary>How responses' ids begin.</summary>
    public const string Response = "resp_";

    private static readonly string[] All = [Chat, Message, Response];

    /// <summary>
    /// The vendor's id with the client's prefix in place of its own, if it had one: clients tell ids apart by it. An answer without an id has <c>0</c>.
    /// </summary>
    public static string Of(string prefix, string? vendorId)
    {
        if (string.IsNullOrEmpty(vendorId))
        {
            return prefix + "0";
        }

        string? own = Array.Find(All, known => vendorId.StartsWith(known, StringComparison.Ordinal));
        return own == prefix ? vendorId : prefix + vendorId[(own?.Length ?? 0)..];
    }

    /// <summary>What follows the prefix, for the ids of what an answer is made of.</summary>
    public static string StemOf(string prefix, string id) => id[prefix.Length..];
}

namespace Headgate.Llm.Protocols.OpenAIResponses;

/// <summary>The ids of answers: Anthropic's <c>msg_01Ab</c> is <c>resp_01Ab</c>.</summary>
internal static class ResponseId
{
    private const string Prefix = "resp_";
    private static readonly string[] Others = ["msg_", "chatcmpl-"];

    /// <summary>The id for a client.</summary>
    public static string Of(string? vendorId)
    {
        if (string.IsNullOrEmpty(vendorId))
        {
            return Prefix + "0";
        }

        string? other = Array.Find(Others, prefix => vendorId.StartsWith(prefix, StringComparison.Ordinal));
        return vendorId.StartsWith(Prefix, StringComparison.Ordinal) ? vendorId : Prefix + vendorId[(other?.Length ?? 0)..];
    }

    /// <summary>The id without its prefix, for the ids of items.</summary>
    public static string StemOf(string id) => id[Prefix.Length..];
}

using System.Collections.Immutable;

namespace Headgate.Llm.Protocols;

/// <summary>How a request was written, as far as the answer has to be read back by it.</summary>
public sealed record SentRequest
{
    /// <summary>A request that was written as it stood.</summary>
    public static SentRequest Plain { get; } = new();

    /// <summary>
    /// The names of tools as the vendor got them, where they had to be changed to be taken, with the client's own; default none.
    /// </summary>
    public ImmutableDictionary<string, string> ClientToolNames { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>
    /// The tool that stands in for a structured answer, whose arguments are the answer's text; null when the vendor was asked natively.
    /// </summary>
    public string? AnswerTool { get; init; }

    /// <summary>True when the answer is the member <c>value</c> of that tool's arguments, since it may be something else than an object.</summary>
    public bool IsAnswerWrapped { get; init; }

    /// <summary>The client's name of a tool that the vendor calls by this one.</summary>
    public string ClientToolName(string vendorName) => ClientToolNames.GetValueOrDefault(vendorName, vendorName);
}

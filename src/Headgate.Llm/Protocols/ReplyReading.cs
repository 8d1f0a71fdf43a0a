using Headgate.Llm.Chat;

namespace Headgate.Llm.Protocols;

/// <summary>What was read off a whole, successful reply.</summary>
/// <param name="IsValid">False when the body is no JSON object of this protocol (a cut or garbled reply).</param>
/// <param name="Usage">The meters the vendor gave; null when it gave none.</param>
/// <param name="ResponseId">The vendor's own id of the answer; null when absent.</param>
public readonly record struct ReplyReading(bool IsValid, Usage? Usage, string? ResponseId)
{
    /// <summary>The class of service in which the vendor says that it served the call; null when it does not say.</summary>
    public string? ServiceTier { get; init; }

    /// <summary>Ids of the parts that the answer consists of, by which a later request may name them (Responses); null when there are none.</summary>
    public IReadOnlyList<string>? ItemIds { get; init; }
}

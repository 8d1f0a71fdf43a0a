using Headgate.Llm.Protocols;

namespace Headgate.Llm.Chat.Parts;

/// <summary>
/// What the model thought. Its vendor may have signed it, and then takes it back only byte for byte and with the signature, even when the
/// text is empty; to every other vendor the signature means nothing.
/// </summary>
public sealed record ReasoningPart : ContentPart
{
    /// <summary>The thinking; empty where it is withheld; null when it is <see cref="Redacted"/>.</summary>
    public string? Text { get; init; }

    /// <summary>The vendor's signature; null when it gave none.</summary>
    public string? Signature { get; init; }

    /// <summary>Where <see cref="Signature"/> stood; default the part's own member <c>signature</c>.</summary>
    public JsonPlace SignaturePlace { get => field == default ? Place.Member("signature") : field; init; }

    /// <summary>Thinking that only its vendor can read; null when it is not such.</summary>
    public string? Redacted { get; init; }

    /// <summary>The protocol of the vendor that signed or redacted it; null when nobody did.</summary>
    public WireProtocol? SignedBy { get; init; }
}

using System.Text;
using Headgate.Llm.Chat.Parts;

namespace Headgate.Llm.Protocols.Gemini;

/// <summary>
/// A <c>thoughtSignature</c>, which is base64 of bytes: so is what another vendor's signature is carried in. Gemini's own stand as they came.
/// https://ai.google.dev/gemini-api/docs/thought-signatures, read 2026-11-22.
/// </summary>
internal static class GeminiSignature
{
    private const string Mark = "aGcu"; // CarriedSignature's mark in base64
    private const string Redacted = "redacted:"; // no vendor's signature holds a colon

    /// <summary>The text for a client's field; null when nobody has signed.</summary>
    public static string? Write(ReasoningPart part) => part switch
    {
        { SignedBy: null } => null,
        { Redacted: { } redacted, SignedBy: { } signer } => Carry($"{Redacted}{redacted}", signer),
        { SignedBy: WireProtocol.GeminiGenerateContent } => part.Signature,
        { Signature: { } signature, SignedBy: { } signer } => Carry(signature, signer),
        _ => null,
    };

    /// <summary>Thinking without text, with what a client's field holds.</summary>
    public static ReasoningPart Read(string text, ReasoningPart part)
    {
        byte[] bytes = new byte[text.Length];
        if (!text.StartsWith(Mark, StringComparison.Ordinal) || !Convert.TryFromBase64String(text, bytes, out int length)
            || CarriedSignature.Read(Encoding.UTF8.GetString(bytes.AsSpan(..length)), WireProtocol.GeminiGenerateContent)
                is not { SignedBy: not WireProtocol.GeminiGenerateContent } carried)
        {
            return part with { Text = "", Signature = text, SignedBy = WireProtocol.GeminiGenerateContent };
        }

        return carried.Signature.StartsWith(Redacted, StringComparison.Ordinal)
            ? part with { Redacted = carried.Signature[Redacted.Length..], SignedBy = carried.SignedBy }
            : part with { Text = "", Signature = carried.Signature, SignedBy = carried.SignedBy };
    }

    /// <summary>True when a request holds one that Gemini has not made.</summary>
    public static bool IsForeignIn(ReadOnlySpan<byte> body) =>
        CarriedSignature.IsIn(body, "thoughtSignature"u8, "aGcu"u8) || CarriedSignature.IsIn(body, "thought_signature"u8, "aGcu"u8);

    private static string Carry(string signature, WireProtocol signer) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(CarriedSignature.Write(signature, signer, WireProtocol.GeminiGenerateContent)));
}

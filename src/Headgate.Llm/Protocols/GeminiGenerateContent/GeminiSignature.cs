using System.Text;

namespace Headgate.Llm.Protocols.GeminiGenerateContent;

/// <summary>
/// A <c>thoughtSignature</c>, which is base64 of bytes: so is what another vendor's signature is carried in. Gemini's own stand as they came.
/// https://ai.google.dev/gemini-api/docs/thought-signatures, read 2026-11-22.
/// </summary>
internal static class GeminiSignature
{
    private const string Mark = "aGcu"; // CarriedSignature's mark in base64

    /// <summary>The text for a client's field.</summary>
    public static string Write(string signature, WireProtocol signedBy) => signedBy == WireProtocol.GeminiGenerateContent
        ? signature
        : Convert.ToBase64String(Encoding.UTF8.GetBytes(CarriedSignature.Write(signature, signedBy, WireProtocol.GeminiGenerateContent)));

    /// <summary>What a client's field holds, and whose it is.</summary>
    public static (string Signature, WireProtocol SignedBy) Read(string text)
    {
        byte[] bytes = new byte[text.Length];
        return text.StartsWith(Mark, StringComparison.Ordinal) && Convert.TryFromBase64String(text, bytes, out int length)
            && CarriedSignature.Read(Encoding.UTF8.GetString(bytes.AsSpan(..length)), WireProtocol.GeminiGenerateContent)
                is { SignedBy: not WireProtocol.GeminiGenerateContent } carried
            ? carried
            : (text, WireProtocol.GeminiGenerateContent);
    }

    /// <summary>True when a request holds one that Gemini has not made.</summary>
    public static bool IsForeignIn(ReadOnlySpan<byte> body) =>
        CarriedSignature.IsIn(body, "thoughtSignature"u8, "aGcu"u8) || CarriedSignature.IsIn(body, "thought_signature"u8, "aGcu"u8);
}

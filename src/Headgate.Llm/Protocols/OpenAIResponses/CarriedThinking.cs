using System.Text;
using Headgate.Llm.Chat.Parts;

namespace Headgate.Llm.Protocols.OpenAIResponses;

/// <summary>
/// Another vendor's thinking in <c>encrypted_content</c>, which clients give back unread while they may change the summary beside it. A signature
/// goes with its very text, so the text is in there too.
/// </summary>
internal static class CarriedThinking
{
    private const string Sealed = "r.";
    private const string Signed = "t.";

    /// <summary>Longer thinking is not carried: a client would send it again with every turn.</summary>
    private const int LongestText = 1 << 20;

    /// <summary>The text of the field; null when there is nothing to carry, or too much.</summary>
    public static string? Write(ReasoningPart part) => part switch
    {
        { SignedBy: WireProtocol.OpenAIResponses } => part.Signature,
        { SignedBy: { } signer, Redacted: { } redacted } => Carry(Sealed + redacted, signer),
        { SignedBy: { } signer, Signature: { } signature } when (part.Text?.Length ?? 0) <= LongestText =>
            Carry($"{Signed}{Convert.ToBase64String(Encoding.UTF8.GetBytes(part.Text ?? ""))}.{signature}", signer),
        _ => null,
    };

    /// <summary>The thinking in the field; what does not look like any of the gateway's is OpenAI's own, with the summary for its text.</summary>
    public static ReasoningPart Read(string field, string summary)
    {
        (string carried, WireProtocol signer) = CarriedSignature.Read(field, WireProtocol.OpenAIResponses);
        if (signer != WireProtocol.OpenAIResponses)
        {
            if (carried.StartsWith(Sealed, StringComparison.Ordinal))
            {
                return new ReasoningPart { Redacted = carried[Sealed.Length..], SignedBy = signer };
            }

            if (carried.StartsWith(Signed, StringComparison.Ordinal)
                && carried.IndexOf('.', Signed.Length) is > 0 and var end
                && TryDecode(carried[Signed.Length..end], out string text))
            {
                return new ReasoningPart { Text = text, Signature = carried[(end + 1)..], SignedBy = signer };
            }
        }

        return new ReasoningPart { Text = summary, Signature = field, SignedBy = WireProtocol.OpenAIResponses };
    }

    private static string Carry(string payload, WireProtocol signer) => CarriedSignature.Write(payload, signer, WireProtocol.OpenAIResponses);

    private static bool TryDecode(string base64, out string text)
    {
        byte[] bytes = new byte[base64.Length];
        bool isBase64 = Convert.TryFromBase64String(base64, bytes, out int length);
        text = Encoding.UTF8.GetString(bytes, 0, length);
        return isBase64;
    }
}

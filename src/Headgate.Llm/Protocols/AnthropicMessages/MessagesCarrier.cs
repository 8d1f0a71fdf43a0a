using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;

namespace Headgate.Llm.Protocols.AnthropicMessages;

/// <summary>
/// Thinking without text that another vendor signed. It is a block only to a client that lets the model think: others read an answer's first block
/// as its text.
/// </summary>
internal static class MessagesCarrier
{
    /// <summary>Why it is lost to the others.</summary>
    public const string Unwanted = "Anthropic's answers have no thinking that was not asked for, and none after their text";

    /// <summary>True when a client has asked for thinking, and so is used to its blocks.</summary>
    public static bool IsWanted(ChatRequest request) => request.Reasoning?.Mode is { Value: not ReasoningMode.Disabled };

    /// <summary>True when a part is there for nothing but its signature, which stood at the place.</summary>
    public static bool IsOne(ContentPart part, out JsonPlace signature)
    {
        var carrier = part as ReasoningPart;
        signature = carrier?.SignaturePlace ?? default;
        return carrier is { Text: null or "", Redacted: null, SignedBy: not (null or WireProtocol.AnthropicMessages) };
    }
}

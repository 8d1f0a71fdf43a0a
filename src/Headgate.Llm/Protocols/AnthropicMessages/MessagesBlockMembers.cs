using System.Text.Json;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.AnthropicMessages;

/// <summary>Writes the members of those blocks, each of them open, that requests and answers have alike.</summary>
internal static class MessagesBlockMembers
{
    /// <summary>Writes text.</summary>
    public static void WriteText(Utf8JsonWriter writer, string text)
    {
        writer.WriteString("type"u8, "text"u8);
        writer.WriteString("text"u8, text);
    }

    /// <summary>Writes the call of a tool.</summary>
    /// <param name="writer">Where it is written.</param>
    /// <param name="call">The call.</param>
    /// <param name="name">The tool, as the reader knows it.</param>
    public static void WriteCall(Utf8JsonWriter writer, ToolCallPart call, string name)
    {
        writer.WriteString("type"u8, "tool_use"u8);
        writer.WriteString("id"u8, MessagesCallId.Fit(call.Id));
        writer.WriteString("name"u8, name);
        writer.WriteRaw("input"u8, ToolArguments.AsObject(call.Arguments));
    }

    /// <summary>
    /// Writes thinking, byte for byte as its vendor signed it. Only a client gets another vendor's, to keep it until its next turn. Thinking
    /// that nobody signed has an empty signature: clients expect the member.
    /// </summary>
    public static void WriteThinking(Utf8JsonWriter writer, ReasoningPart part)
    {
        if (part.Redacted is { } redacted)
        {
            writer.WriteString("type"u8, "redacted_thinking"u8);
            writer.WriteString("data"u8, Carried(redacted, part));
            return;
        }

        writer.WriteString("type"u8, "thinking"u8);
        writer.WriteString("thinking"u8, part.Text);
        writer.WriteString("signature"u8, part.Signature is { } signature ? Carried(signature, part) : "");
    }

    private static string Carried(string sealedText, ReasoningPart part) =>
        CarriedSignature.Write(sealedText, part.SignedBy ?? WireProtocol.AnthropicMessages, WireProtocol.AnthropicMessages);
}

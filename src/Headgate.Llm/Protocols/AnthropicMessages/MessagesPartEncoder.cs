using System.Collections.Immutable;
using System.Text.Json;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.AnthropicMessages;

/// <summary>Writes the content of a request's messages. What Anthropic does not take has been sifted out before.</summary>
/// <param name="writer">Where it is written.</param>
/// <param name="names">The request's names of tools.</param>
/// <param name="marks">The request's cache markers.</param>
internal sealed class MessagesPartEncoder(Utf8JsonWriter writer, ToolNames names, CacheMarks marks)
{
    /// <summary>Writes content: a bare string where it is nothing but text.</summary>
    public void WriteContent(ReadOnlySpan<byte> member, ImmutableArray<ContentPart> parts)
    {
        if (parts is [TextPart { Cache: null, Extras.IsEmpty: true } only])
        {
            writer.WriteString(member, only.Text);
            return;
        }

        writer.WriteStartArray(member);
        foreach (ContentPart part in parts)
        {
            WritePart(part);
        }

        writer.WriteEndArray();
    }

    private void WritePart(ContentPart part)
    {
        if (part is NativePart native)
        {
            writer.WriteRaw(native.Json);
            return;
        }

        writer.WriteStartObject();
        switch (part)
        {
            case TextPart text:
                MessagesBlockMembers.WriteText(writer, text.Text);
                break;
            case RefusalPart refusal:
                MessagesBlockMembers.WriteText(writer, refusal.Text);
                break;
            case ToolCallPart call:
                MessagesBlockMembers.WriteCall(writer, call, names.Fit(call.Name));
                break;
            case ToolResultPart result:
                WriteResult(result);
                break;
            case ReasoningPart reasoning:
                MessagesBlockMembers.WriteThinking(writer, reasoning);
                break;
            case ImagePart image:
                MessagesMediaWriter.WriteImage(writer, image);
                break;
            case DocumentPart document:
                MessagesMediaWriter.WriteDocument(writer, document);
                break;
        }

        marks.Write(writer, part.Cache, part.Extras);
        MessagesProtocol.Extras.Write(writer, part.Extras, part.Place);
        writer.WriteEndObject();
    }

    private void WriteResult(ToolResultPart result)
    {
        writer.WriteString("type"u8, "tool_result"u8);
        writer.WriteString("tool_use_id"u8, MessagesCallId.Fit(result.CallId));
        if (!result.Content.IsEmpty)
        {
            WriteContent("content"u8, result.Content);
        }

        if (result.IsError is { } isError)
        {
            writer.WriteBoolean("is_error"u8, isError);
        }
    }
}

using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.BedrockConverse;

/// <summary>Writes the content of a request's messages. What Bedrock does not take has been sifted out before.</summary>
/// <param name="writer">Where it is written.</param>
/// <param name="names">The request's names of tools.</param>
/// <param name="points">The request's cache points.</param>
internal sealed class ConversePartEncoder(Utf8JsonWriter writer, ToolNames names, CachePoints points)
{
    private const int LongestCallId = 64;

    private readonly DocumentNames _documents = new();

    /// <summary>Writes parts as the elements of an open array.</summary>
    public void Write(ImmutableArray<ContentPart> parts)
    {
        foreach (ContentPart part in parts)
        {
            WriteElement(part);
            points.Write(writer, part.Cache);
        }

        // Bedrock refuses documents that no text goes with.
        if (parts.Any(part => part is DocumentPart) && !parts.Any(part => part is TextPart or RefusalPart))
        {
            WriteText("[document]");
        }
    }

    private void WriteElement(ContentPart part)
    {
        switch (part)
        {
            case TextPart text:
                WriteText(text.Text);
                break;
            case RefusalPart refusal:
                WriteText(refusal.Text);
                break;
            case ImagePart { Source: MediaSource.Base64 image }:
                WriteMedia("image"u8, ConverseFormats.OfImage(image.MediaType), null, image.Data.Span);
                break;
            case AudioPart { Source: MediaSource.Base64 sound }:
                WriteMedia("audio"u8, ConverseFormats.OfAudio(sound.MediaType), null, sound.Data.Span);
                break;
            case DocumentPart document:
                WriteDocument(document);
                break;
            case ToolCallPart call:
                WriteCall(call);
                break;
            case ToolResultPart result:
                WriteResult(result);
                break;
            case ReasoningPart reasoning:
                WriteReasoning(reasoning);
                break;
        }
    }

    private void WriteText(string text)
    {
        writer.WriteStartObject();
        writer.WriteString("text"u8, text);
        writer.WriteEndObject();
    }

    private void WriteDocument(DocumentPart document)
    {
        string name = _documents.Give(document.Name);
        if (document.Source is MediaSource.Text text)
        {
            byte[] plain = Encoding.UTF8.GetBytes(text.Value);
            byte[] encoded = new byte[Base64.GetMaxEncodedToUtf8Length(plain.Length)];
            Base64.EncodeToUtf8(plain, encoded, out _, out _);
            WriteMedia("document"u8, "txt", name, encoded);
        }
        else if (document.Source is MediaSource.Base64 inline)
        {
            WriteMedia("document"u8, ConverseFormats.OfDocument(inline.MediaType), name, inline.Data.Span);
        }
    }

    private void WriteMedia(ReadOnlySpan<byte> kind, string? format, string? name, ReadOnlySpan<byte> base64)
    {
        writer.WriteStartObject();
        writer.WriteStartObject(kind);
        writer.WriteString("format"u8, format);
        if (name is not null)
        {
            writer.WriteString("name"u8, name);
        }

        writer.WriteStartObject("source"u8);
        writer.WriteString("bytes"u8, base64);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private void WriteCall(ToolCallPart call)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("toolUse"u8);
        writer.WriteString("toolUseId"u8, FittedName.Fit(call.Id, LongestCallId));
        writer.WriteString("name"u8, names.Fit(call.Name));
        writer.WriteRaw("input"u8, ToolArguments.AsObject(call.Arguments));
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private void WriteResult(ToolResultPart result)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("toolResult"u8);
        writer.WriteString("toolUseId"u8, FittedName.Fit(result.CallId, LongestCallId));
        writer.WriteStartArray("content"u8);
        foreach (ContentPart part in result.Content)
        {
            WriteElement(part);
        }

        // Not all models take a result that is nothing.
        if (result.Content.IsEmpty)
        {
            WriteText("[no content]");
        }

        writer.WriteEndArray();
        if (result.IsError is { } isError)
        {
            writer.WriteString("status"u8, isError ? "error"u8 : "success"u8);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private void WriteReasoning(ReasoningPart reasoning)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("reasoningContent"u8);
        if (reasoning.Redacted is { } redacted)
        {
            writer.WriteString("redactedContent"u8, redacted);
        }
        else
        {
            writer.WriteStartObject("reasoningText"u8);
            writer.WriteString("text"u8, reasoning.Text);
            if (reasoning.Signature is { } signature)
            {
                writer.WriteString("signature"u8, signature);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}

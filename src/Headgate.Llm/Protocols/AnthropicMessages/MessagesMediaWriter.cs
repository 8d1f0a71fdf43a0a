using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Headgate.Llm.Chat.Parts;

namespace Headgate.Llm.Protocols.AnthropicMessages;

/// <summary>Writes images and documents.</summary>
internal static class MessagesMediaWriter
{
    /// <summary>Writes the members of an image, which is open.</summary>
    public static void WriteImage(Utf8JsonWriter writer, ImagePart image)
    {
        writer.WriteString("type"u8, "image"u8);
        WriteSource(writer, image.Source, image);
    }

    /// <summary>Writes the members of a document, which is open. Text in base64 goes as text: Anthropic takes only PDF in base64.</summary>
    public static void WriteDocument(Utf8JsonWriter writer, DocumentPart document)
    {
        writer.WriteString("type"u8, "document"u8);
        bool isText = document.Source is MediaSource.Base64 { MediaType: var type } && type.StartsWith("text/", StringComparison.OrdinalIgnoreCase);
        WriteSource(writer, isText ? AsText((MediaSource.Base64)document.Source) : document.Source, document);
        if (document.Name is { } title)
        {
            writer.WriteString("title"u8, title);
        }
    }

    private static void WriteSource(Utf8JsonWriter writer, MediaSource source, ContentPart part)
    {
        writer.WriteStartObject("source"u8);
        switch (source)
        {
            case MediaSource.Base64 inline:
                writer.WriteString("type"u8, "base64"u8);
                writer.WriteString("media_type"u8, inline.MediaType);
                writer.WriteString("data"u8, inline.Data.Span);
                break;
            case MediaSource.Url url:
                writer.WriteString("type"u8, "url"u8);
                writer.WriteString("url"u8, url.Address);
                break;
            case MediaSource.File file:
                writer.WriteString("type"u8, "file"u8);
                writer.WriteString("file_id"u8, file.Id);
                break;
            case MediaSource.Text text:
                writer.WriteString("type"u8, "text"u8);
                writer.WriteString("media_type"u8, "text/plain"u8);
                writer.WriteString("data"u8, text.Value);
                break;
        }

        if (!part.Extras.IsEmpty)
        {
            MessagesProtocol.Extras.Write(writer, part.Extras, part.Place.Member("source"));
        }

        writer.WriteEndObject();
    }

    // What is no base64 stays as it is: the vendor says what is wrong with it.
    private static MediaSource AsText(MediaSource.Base64 source)
    {
        byte[] text = new byte[Base64.GetMaxDecodedFromUtf8Length(source.Data.Length)];
        return Base64.DecodeFromUtf8(source.Data.Span, text, out _, out int length) == OperationStatus.Done
            ? new MediaSource.Text(Encoding.UTF8.GetString(text, 0, length))
            : source;
    }
}

using System.Text.Json;
using Headgate.Llm.Chat.Parts;

namespace Headgate.Llm.Protocols.GeminiGenerateContent;

/// <summary>Writes images, sounds and documents: https://ai.google.dev/gemini-api/docs/file-input-methods, read 2026-11-23.</summary>
internal static class GeminiMedia
{
    /// <summary>Writes it as a part, and a document's name as another one before it, since Gemini has no place for it.</summary>
    public static void WriteNamed(Utf8JsonWriter json, ContentPart part)
    {
        if (part is DocumentPart { Name: { } name })
        {
            WriteText(json, NameLine(name));
        }

        Write(json, part);
    }

    /// <summary>What the model is told of a document's name.</summary>
    public static string NameLine(string name) => $"[file: {name}]";

    /// <summary>Writes it as a part.</summary>
    public static void Write(Utf8JsonWriter json, ContentPart part)
    {
        switch (SourceOf(part))
        {
            case MediaSource.Text text:
                WriteText(json, text.Value);
                break;
            case MediaSource.Base64 inline:
                json.WriteStartObject();
                json.WriteStartObject("inlineData"u8);
                json.WriteString("mimeType"u8, inline.MediaType);
                json.WriteString("data"u8, inline.Data.Span);
                GeminiProtocol.Extras.Write(json, part.Extras, part.Place.Member("inlineData"));
                End(json, part);
                break;
            case MediaSource.Url url:
                WriteFile(json, url.Address, part);
                break;
            case MediaSource.File file:
                WriteFile(json, file.Id, part);
                break;
        }
    }

    private static MediaSource? SourceOf(ContentPart part) => part switch
    {
        ImagePart image => image.Source,
        AudioPart audio => audio.Source,
        DocumentPart document => document.Source,
        _ => null,
    };

    private static void WriteText(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject();
        json.WriteString("text"u8, text);
        json.WriteEndObject();
    }

    private static void WriteFile(Utf8JsonWriter json, string address, ContentPart part)
    {
        json.WriteStartObject();
        json.WriteStartObject("fileData"u8);
        if (TypeOf(address) is { } type && !part.Extras.Any(extra => extra.Name == "mimeType"))
        {
            json.WriteString("mimeType"u8, type);
        }

        json.WriteString("fileUri"u8, address);
        GeminiProtocol.Extras.Write(json, part.Extras, part.Place.Member("fileData"));
        End(json, part);
    }

    // Vertex reads from a bucket only what it is told the type of; files that Google keeps have one already.
    private static string? TypeOf(string address) => !address.StartsWith("gs://", StringComparison.Ordinal) ? null
        : Path.GetExtension(address).ToUpperInvariant() switch
        {
            ".PNG" => "image/png",
            ".JPG" or ".JPEG" => "image/jpeg",
            ".WEBP" => "image/webp",
            ".PDF" => "application/pdf",
            ".TXT" => "text/plain",
            ".MP3" => "audio/mpeg",
            ".WAV" => "audio/wav",
            ".MP4" => "video/mp4",
            _ => null,
        };

    private static void End(Utf8JsonWriter json, ContentPart part)
    {
        json.WriteEndObject();
        GeminiProtocol.Extras.Write(json, part.Extras, part.Place);
        json.WriteEndObject();
    }
}

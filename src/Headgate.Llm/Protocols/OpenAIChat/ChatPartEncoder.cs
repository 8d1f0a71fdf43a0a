using System.Text.Json;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.OpenAIChat;

/// <summary>Writes the content of a message: a string where one text is all there is, else parts.</summary>
internal sealed class ChatPartEncoder(ChatDraft draft)
{
    private Utf8JsonWriter Json => draft.Json;

    /// <summary>
    /// The part as chat has it, a plain text document as text; null when there is no such part here. Names all that is lost of it.
    /// </summary>
    public ContentPart? Accept(ContentPart part)
    {
        if (!HasCounterpart(part))
        {
            draft.Losses.Add(part.Place, ChatProtocol.NoCounterpart);
            return null;
        }

        if (TypeOf(part) is { } type && !draft.Vendor.TakesPart(type))
        {
            draft.Losses.Add(part.Place, $"{draft.Vendor.Type} does not take it");
            return null;
        }

        LoseForeign(part);
        return part is DocumentPart { Source: MediaSource.Text document } titled
            ? new TextPart(titled.Name is { } name ? $"{name}\n\n{document.Value}" : document.Value) { Place = part.Place, Cache = part.Cache }
            : part;
    }

    /// <summary>Names what only other protocols know of a part, and a cache marker that the vendor does not take.</summary>
    public void LoseForeign(ContentPart part)
    {
        ChatProtocol.Extras.NameForeign(part.Extras, draft.Losses);
        if (part.Cache is { } marker && !TakesMarkerOn(part))
        {
            draft.Losses.Add(marker.Place, $"{draft.Vendor.Type} takes no such mark here");
        }
    }

    /// <summary>Writes parts that were accepted as the value of <c>content</c>.</summary>
    public void Write(List<ContentPart> parts)
    {
        if (parts is [TextPart only] && IsPlain(only))
        {
            Json.WriteStringValue(only.Text);
        }
        else if (parts.Count == 0)
        {
            Json.WriteStringValue(""u8);
        }
        else if (draft.Vendor.WantsPlainText && parts.TrueForAll(part => part is TextPart text && IsPlain(text)))
        {
            Json.WriteStringValue(string.Join('\n', parts.ConvertAll(part => ((TextPart)part).Text)));
        }
        else
        {
            Json.WriteStartArray();
            foreach (ContentPart part in parts)
            {
                Write(part);
            }

            Json.WriteEndArray();
        }
    }

    private void Write(ContentPart part)
    {
        if (part is NativePart native)
        {
            Json.WriteRaw(native.Json);
            return;
        }

        Json.WriteStartObject();
        switch (part)
        {
            case TextPart text:
                Json.WriteString("type"u8, "text"u8);
                Json.WriteString("text"u8, text.Text);
                break;
            case RefusalPart refusal:
                Json.WriteString("type"u8, "refusal"u8);
                Json.WriteString("refusal"u8, refusal.Text);
                break;
            case ImagePart image:
                WriteImage(image);
                break;
            case AudioPart { Source: MediaSource.Base64 sound }:
                WriteAudio(part, sound);
                break;
            case DocumentPart document:
                WriteFile(document);
                break;
        }

        WriteCache(part);
        draft.WriteExtras(part.Extras, part.Place);
        Json.WriteEndObject();
    }

    private void WriteImage(ImagePart image)
    {
        Json.WriteString("type"u8, "image_url"u8);
        Json.WriteStartObject("image_url"u8);
        WriteSource("url"u8, image.Source);
        if (image.Detail is { } detail)
        {
            Json.WriteString("detail"u8, detail);
        }

        draft.WriteExtras(image.Extras, image.Place.Member("image_url"));
        Json.WriteEndObject();
    }

    private void WriteAudio(ContentPart part, MediaSource.Base64 sound)
    {
        Json.WriteString("type"u8, "input_audio"u8);
        Json.WriteStartObject("input_audio"u8);
        Json.WriteString("data"u8, sound.Data.Span);
        Json.WriteString("format"u8, FormatOf(sound.MediaType));
        draft.WriteExtras(part.Extras, part.Place.Member("input_audio"));
        Json.WriteEndObject();
    }

    // OpenAI wants a name with the data; other protocols leave it to the client.
    private void WriteFile(DocumentPart document)
    {
        Json.WriteString("type"u8, "file"u8);
        Json.WriteStartObject("file"u8);
        if (document.Source is MediaSource.File file)
        {
            Json.WriteString("file_id"u8, file.Id);
        }
        else
        {
            WriteSource("file_data"u8, document.Source);
        }

        if ((document.Name ?? (draft.IsOwn ? null : "document.pdf")) is { } name)
        {
            Json.WriteString("filename"u8, name);
        }

        draft.WriteExtras(document.Extras, document.Place.Member("file"));
        Json.WriteEndObject();
    }

    private void WriteSource(ReadOnlySpan<byte> name, MediaSource source)
    {
        Json.WritePropertyName(name);
        if (source is MediaSource.Base64 data)
        {
            DataUrl.Write(data, Json);
        }
        else
        {
            Json.WriteStringValue(((MediaSource.Url)source).Address);
        }
    }

    private void WriteCache(ContentPart part)
    {
        if (part.Cache is not { } marker || !TakesMarkerOn(part))
        {
            return;
        }

        Json.WriteStartObject("prompt_cache_breakpoint"u8);
        Json.WriteString("mode"u8, "explicit"u8);
        if (marker.TimeToLive is { } timeToLive)
        {
            Json.WriteString("ttl"u8, timeToLive switch { "5m" => "30m", "1h" => "12h", _ => timeToLive });
        }

        Json.WriteEndObject();
    }

    private bool IsPlain(TextPart text) =>
        (text.Cache is null || !draft.TakesCacheBreakpoints) && !ChatProtocol.Extras.Has(text.Extras, text.Place);

    private bool TakesMarkerOn(ContentPart part) =>
        draft.TakesCacheBreakpoints && part is (TextPart or ImagePart or AudioPart or DocumentPart or RefusalPart);

    // The type of a part that not every vendor takes.
    private static string? TypeOf(ContentPart part) => part switch
    {
        ImagePart => "image_url",
        AudioPart => "input_audio",
        DocumentPart { Source: not MediaSource.Text } => "file",
        NativePart native => native.Type,
        _ => null,
    };

    // Ids of files and addresses of documents mean something to the vendor that the client wrote for.
    private bool HasCounterpart(ContentPart part) => part switch
    {
        TextPart or RefusalPart => true,
        ImagePart image => image.Source is MediaSource.Base64 or MediaSource.Url,
        AudioPart audio => audio.Source is MediaSource.Base64,
        DocumentPart { Source: MediaSource.File or MediaSource.Url } => draft.IsOwn,
        DocumentPart => true,
        NativePart native => native.Protocol == WireProtocol.OpenAIChat,
        _ => false,
    };

    private static string FormatOf(string mediaType) => mediaType switch
    {
        "audio/mpeg" => "mp3",
        "audio/x-wav" or "audio/wave" => "wav",
        _ => mediaType[(mediaType.IndexOf('/') + 1)..],
    };
}

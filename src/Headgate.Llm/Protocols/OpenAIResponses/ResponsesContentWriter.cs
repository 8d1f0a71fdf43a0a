using System.Text.Json;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.OpenAIResponses;

/// <summary>Writes the content of an item for a vendor.</summary>
internal sealed class ResponsesContentWriter(ResponsesDraft draft)
{
    private Utf8JsonWriter Json => draft.Json;

    /// <summary>Those parts that the vendor takes, a plain text document as text; names all that is lost of them.</summary>
    public List<ContentPart> Accept(IEnumerable<ContentPart> parts)
    {
        List<ContentPart> accepted = [];
        foreach (ContentPart part in parts)
        {
            if (!HasCounterpart(part))
            {
                draft.Losses.Add(part.Place, ResponsesProtocol.NoCounterpart);
                continue;
            }

            LoseForeign(part);
            accepted.Add(part is DocumentPart { Source: MediaSource.Text document } titled
                ? new TextPart(titled.Name is { } name ? $"{name}\n\n{document.Value}" : document.Value) { Place = part.Place, Cache = part.Cache }
                : part);
        }

        return accepted;
    }

    /// <summary>Names what only other protocols know of a part, and a cache marker that the vendor does not take.</summary>
    public void LoseForeign(ContentPart part)
    {
        ResponsesProtocol.Extras.NameForeign(part.Extras, draft.Losses);
        if (part.Cache is { } marker && !TakesMarkerOn(part))
        {
            draft.Losses.Add(marker.Place, $"{draft.Vendor.Type} takes no such mark here");
        }
    }

    /// <summary>Writes accepted parts as a value: a string where one text is all there is.</summary>
    /// <param name="parts">The parts.</param>
    /// <param name="textType">What a text is called here.</param>
    public void Write(List<ContentPart> parts, ReadOnlySpan<byte> textType)
    {
        if (parts is [TextPart { Extras.IsEmpty: true } only] && (only.Cache is null || !draft.TakesCacheBreakpoints))
        {
            Json.WriteStringValue(only.Text);
            return;
        }

        Json.WriteStartArray();
        foreach (ContentPart part in parts)
        {
            Write(part, textType);
        }

        Json.WriteEndArray();
    }

    private void Write(ContentPart part, ReadOnlySpan<byte> textType)
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
                Json.WriteString("type"u8, textType);
                Json.WriteString("text"u8, text.Text);
                break;
            case RefusalPart refusal:
                Json.WriteString("type"u8, "refusal"u8);
                Json.WriteString("refusal"u8, refusal.Text);
                break;
            case ImagePart image:
                WriteImage(image);
                break;
            case DocumentPart document:
                WriteFile(document);
                break;
            case AudioPart { Source: MediaSource.Base64 sound }:
                WriteAudio(part, sound);
                break;
        }

        WriteCache(part);
        ResponsesProtocol.Extras.Write(Json, part.Extras, part.Place);
        Json.WriteEndObject();
    }

    private void WriteImage(ImagePart image)
    {
        Json.WriteString("type"u8, "input_image"u8);
        WriteSource("image_url"u8, image.Source);
        if ((image.Detail ?? (draft.IsOwn ? null : "auto")) is { } detail)
        {
            Json.WriteString("detail"u8, detail);
        }
    }

    // OpenAI wants a name with the data; other protocols leave it to the client.
    private void WriteFile(DocumentPart document)
    {
        Json.WriteString("type"u8, "input_file"u8);
        WriteSource(document.Source is MediaSource.Url ? "file_url"u8 : "file_data"u8, document.Source);
        if ((document.Name ?? (draft.IsOwn || document.Source is MediaSource.Url ? null : "document.pdf")) is { } name)
        {
            Json.WriteString("filename"u8, name);
        }
    }

    private void WriteAudio(ContentPart part, MediaSource.Base64 sound)
    {
        Json.WriteString("type"u8, "input_audio"u8);
        Json.WriteStartObject("input_audio"u8);
        Json.WriteString("data"u8, sound.Data.Span);
        Json.WriteString("format"u8, sound.MediaType[(sound.MediaType.IndexOf('/') + 1)..]);
        ResponsesProtocol.Extras.Write(Json, part.Extras, part.Place.Member("input_audio"));
        Json.WriteEndObject();
    }

    private void WriteSource(ReadOnlySpan<byte> name, MediaSource source)
    {
        switch (source)
        {
            case MediaSource.File file:
                Json.WriteString("file_id"u8, file.Id);
                break;
            case MediaSource.Url url:
                Json.WriteString(name, url.Address);
                break;
            case MediaSource.Base64 data:
                Json.WritePropertyName(name);
                DataUrl.Write(data, Json);
                break;
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

    private bool TakesMarkerOn(ContentPart part) =>
        draft.TakesCacheBreakpoints && part is (TextPart or ImagePart or DocumentPart or AudioPart or RefusalPart);

    // Ids of files mean something to the vendor that the client wrote for.
    private bool HasCounterpart(ContentPart part) => part switch
    {
        TextPart or RefusalPart => true,
        ImagePart image => image.Source is MediaSource.Base64 or MediaSource.Url || (draft.IsOwn && image.Source is MediaSource.File),
        DocumentPart document => draft.IsOwn || document.Source is not MediaSource.File,
        AudioPart audio => audio.Source is MediaSource.Base64,
        NativePart native => native.Protocol == WireProtocol.OpenAIResponses,
        _ => false,
    };
}

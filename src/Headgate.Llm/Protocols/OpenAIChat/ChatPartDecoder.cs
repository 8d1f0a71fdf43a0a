using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.OpenAIChat;

/// <summary>Reads the content of a message: a string, or parts of which each names its type. An unknown type stays as it is.</summary>
/// <param name="place">Where the part stands.</param>
internal ref struct ChatPartDecoder(JsonPlace place)
{
    private const string DefaultDocumentType = "application/pdf";

    private ExtraList _extras = new(WireProtocol.OpenAIChat);
    private CacheMarker? _cache;

    /// <summary>Consumes the content.</summary>
    public static ImmutableArray<ContentPart> Content(ref JsonWalk content, in ChatMessagePlaces places)
    {
        JsonPlace place = places.Message.Member("content");
        if (content.Kind == JsonTokenType.String)
        {
            return [new TextPart(content.Text(place)) { Place = place }];
        }

        if (content.Kind != JsonTokenType.StartArray)
        {
            throw content.Mistyped(place, "a string or an array of parts");
        }

        ImmutableArray<ContentPart>.Builder parts = ImmutableArray.CreateBuilder<ContentPart>();
        for (int i = 0; content.NextElement(); i++)
        {
            ChatPartDecoder decoder = new(places.Part with { Second = i });
            parts.Add(decoder.Read(ref content));
        }

        return parts.ToImmutable();
    }

    private ContentPart Read(ref JsonWalk part)
    {
        string type = Encoding.UTF8.GetString(part.PeekType(place));
        ContentPart read = type switch
        {
            "text" => new TextPart(ReadText("text"u8, ref part)),
            "image_url" => ReadImage(ref part),
            "input_audio" => ReadAudio(ref part),
            "file" => ReadFile(ref part),
            "refusal" => new RefusalPart(ReadText("refusal"u8, ref part)),
            "thinking" => ReadThinking(ref part),
            "" => throw JsonWalk.Refuse(place.Member("type"), "is missing"),
            _ => Native(type, ref part),
        };
        return read with { Place = place, Cache = _cache, Extras = _extras.ToImmutable() };
    }

    private static NativePart Native(string type, ref JsonWalk part) => new(WireProtocol.OpenAIChat, type, part.Raw());

    // Goes to the member that holds what the part is; all others are read on the way.
    private bool NextPayload(ReadOnlySpan<byte> payload, ref JsonWalk part)
    {
        while (part.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual(payload))
            {
                return true;
            }

            ReadOther(name, ref part);
        }

        return false;
    }

    private void ReadOther(ReadOnlySpan<byte> name, ref JsonWalk value)
    {
        if (name.SequenceEqual("type"u8))
        {
            return;
        }

        JsonWalk start = value;
        if (name.SequenceEqual("prompt_cache_breakpoint"u8) && TryReadCache(ref value))
        {
            return;
        }

        value = start;
        _extras.Take(name, ref value, place);
    }

    // What is more than an explicit breakpoint with a time to live stays as it is.
    private bool TryReadCache(ref JsonWalk marker)
    {
        JsonPlace at = place.Member("prompt_cache_breakpoint");
        bool isExplicit = false;
        string? timeToLive = null;
        marker.EnterObject(at);
        while (marker.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("mode"u8) && marker.Is("explicit"u8))
            {
                isExplicit = true;
            }
            else if (name.SequenceEqual("ttl"u8))
            {
                timeToLive = marker.Text(at.Member("ttl"));
            }
            else
            {
                return false;
            }
        }

        _cache = isExplicit ? new CacheMarker(timeToLive, at) : null;
        return isExplicit;
    }

    private string ReadText(ReadOnlySpan<byte> payload, ref JsonWalk part)
    {
        JsonPlace at = place.Member(Encoding.UTF8.GetString(payload));
        string? text = null;
        while (NextPayload(payload, ref part))
        {
            text = part.Text(at);
        }

        return text ?? throw JsonWalk.Refuse(at, "is missing");
    }

    private ImagePart ReadImage(ref JsonWalk part)
    {
        JsonPlace at = place.Member("image_url");
        MediaSource? source = null;
        string? detail = null;
        while (NextPayload("image_url"u8, ref part))
        {
            if (part.Kind == JsonTokenType.String)
            {
                source = SourceOf(part.TextBytes(at));
                continue;
            }

            part.EnterObject(at);
            while (part.NextGiven(out ReadOnlySpan<byte> name))
            {
                if (name.SequenceEqual("url"u8))
                {
                    source = SourceOf(part.TextBytes(at.Member("url")));
                }
                else if (name.SequenceEqual("detail"u8))
                {
                    detail = part.Text(at.Member("detail"));
                }
                else
                {
                    _extras.Take(name, ref part, at);
                }
            }
        }

        return new ImagePart(source ?? throw JsonWalk.Refuse(at.Member("url"), "is missing")) { Detail = detail, DetailPlace = at.Member("detail") };
    }

    private AudioPart ReadAudio(ref JsonWalk part)
    {
        JsonPlace at = place.Member("input_audio");
        ReadOnlyMemory<byte>? data = null;
        string format = "wav";
        while (NextPayload("input_audio"u8, ref part))
        {
            part.EnterObject(at);
            while (part.NextGiven(out ReadOnlySpan<byte> name))
            {
                if (name.SequenceEqual("data"u8))
                {
                    data = part.TextBytes(at.Member("data"));
                }
                else if (name.SequenceEqual("format"u8))
                {
                    format = part.Text(at.Member("format"));
                }
                else
                {
                    _extras.Take(name, ref part, at);
                }
            }
        }

        return new AudioPart(new MediaSource.Base64($"audio/{format}", data ?? throw JsonWalk.Refuse(at.Member("data"), "is missing")));
    }

    private DocumentPart ReadFile(ref JsonWalk part)
    {
        JsonPlace at = place.Member("file");
        MediaSource? source = null;
        string? fileName = null;
        while (NextPayload("file"u8, ref part))
        {
            part.EnterObject(at);
            while (part.NextGiven(out ReadOnlySpan<byte> name))
            {
                if (name.SequenceEqual("file_data"u8))
                {
                    source = FileOf(part.TextBytes(at.Member("file_data")));
                }
                else if (name.SequenceEqual("file_id"u8))
                {
                    source = new MediaSource.File(part.Text(at.Member("file_id")));
                }
                else if (name.SequenceEqual("filename"u8))
                {
                    fileName = part.Text(at.Member("filename"));
                }
                else
                {
                    _extras.Take(name, ref part, at);
                }
            }
        }

        return new DocumentPart(source ?? throw JsonWalk.Refuse(at, "needs file_data or file_id")) { Name = fileName };
    }

    // Mistral's reasoning: {"type":"thinking","thinking":[{"type":"text","text":"…"}]}. With anything else in it it stays as it is.
    private static ContentPart ReadThinking(ref JsonWalk part)
    {
        ReadOnlyMemory<byte> json = part.Raw();
        return ThinkingText.TryRead(json.Span) is { } text
            ? new ReasoningPart { Text = text }
            : new NativePart(WireProtocol.OpenAIChat, "thinking", json);
    }

    private static MediaSource SourceOf(ReadOnlyMemory<byte> url) =>
        DataUrl.TryRead(url) ?? (MediaSource)new MediaSource.Url(Encoding.UTF8.GetString(url.Span));

    // OpenAI documents a data URL; plain base64 and, at some vendors, an address are sent too.
    private static MediaSource FileOf(ReadOnlyMemory<byte> data) =>
        data.Span.Contains((byte)':') ? SourceOf(data) : new MediaSource.Base64(DefaultDocumentType, data);
}

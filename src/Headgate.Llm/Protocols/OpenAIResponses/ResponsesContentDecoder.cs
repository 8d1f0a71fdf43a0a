using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.OpenAIResponses;

/// <summary>Reads the content of an item: a string, or parts of which each names its type. An unknown type stays as it is.</summary>
internal static class ResponsesContentDecoder
{
    private const WireProtocol Own = WireProtocol.OpenAIResponses;
    private const string DefaultDocumentType = "application/pdf";

    /// <summary>Where a part of some content stands.</summary>
    public delegate JsonPlace PlaceOf(JsonPlace item, int part);

    /// <summary>Consumes content.</summary>
    /// <param name="content">The value.</param>
    /// <param name="item">Where its item stands.</param>
    /// <param name="member">The member it is.</param>
    /// <param name="placeOf">Where its parts stand.</param>
    public static ImmutableArray<ContentPart> Read(ref JsonWalk content, JsonPlace item, string member, PlaceOf placeOf)
    {
        if (content.Kind == JsonTokenType.String)
        {
            return [new TextPart(content.Text(item, member)) { Place = item.Member(member) }];
        }

        if (content.Kind != JsonTokenType.StartArray)
        {
            throw content.Mistyped(item.Member(member), "a string or an array of parts");
        }

        ImmutableArray<ContentPart>.Builder parts = ImmutableArray.CreateBuilder<ContentPart>();
        while (content.NextElement())
        {
            parts.Add(Read(ref content, placeOf(item, parts.Count)));
        }

        return parts.DrainToImmutable();
    }

    private static ContentPart Read(ref JsonWalk part, JsonPlace place) => Encoding.UTF8.GetString(part.PeekType(place)) switch
    {
        "input_text" or "output_text" or "text" => ReadText(ref part, place),
        "refusal" => ReadRefusal(ref part, place),
        "input_image" => ReadImage(ref part, place),
        "input_file" => ReadFile(ref part, place),
        "input_audio" => ReadAudio(ref part, place),
        "" => throw JsonWalk.Refuse(place.Member("type"), "is missing"),
        var type => new NativePart(Own, type, part.Raw()) { Place = place },
    };

    private static TextPart ReadText(ref JsonWalk part, JsonPlace place)
    {
        string? text = null;
        ItemRest rest = new(place);
        while (part.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("text"u8))
            {
                text = part.Text(place, "text");
            }
            else
            {
                rest.Take(ref part, name);
            }
        }

        return new TextPart(text ?? throw Missing(place, "text")) { Place = place, Cache = rest.Cache, Extras = rest.Extras };
    }

    private static RefusalPart ReadRefusal(ref JsonWalk part, JsonPlace place)
    {
        string? text = null;
        ItemRest rest = new(place);
        while (part.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("refusal"u8))
            {
                text = part.Text(place, "refusal");
            }
            else
            {
                rest.Take(ref part, name);
            }
        }

        return new RefusalPart(text ?? throw Missing(place, "refusal")) { Place = place, Cache = rest.Cache, Extras = rest.Extras };
    }

    private static ImagePart ReadImage(ref JsonWalk part, JsonPlace place)
    {
        MediaSource? source = null;
        string? detail = null;
        ItemRest rest = new(place);
        while (part.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("image_url"u8))
            {
                source = SourceOf(part.TextBytes(place.Member("image_url")));
            }
            else if (name.SequenceEqual("file_id"u8))
            {
                source = new MediaSource.File(part.Text(place, "file_id"));
            }
            else if (name.SequenceEqual("detail"u8))
            {
                detail = part.Text(place, "detail");
            }
            else
            {
                rest.Take(ref part, name);
            }
        }

        return new ImagePart(source ?? throw JsonWalk.Refuse(place, "needs image_url or file_id"))
        {
            Detail = detail, Place = place, Cache = rest.Cache, Extras = rest.Extras,
        };
    }

    private static DocumentPart ReadFile(ref JsonWalk part, JsonPlace place)
    {
        MediaSource? source = null;
        string? fileName = null;
        ItemRest rest = new(place);
        while (part.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("file_data"u8))
            {
                ReadOnlyMemory<byte> data = part.TextBytes(place.Member("file_data"));
                source = DataUrl.TryRead(data) ?? new MediaSource.Base64(DefaultDocumentType, data);
            }
            else if (name.SequenceEqual("file_id"u8))
            {
                source = new MediaSource.File(part.Text(place, "file_id"));
            }
            else if (name.SequenceEqual("file_url"u8))
            {
                source = new MediaSource.Url(part.Text(place, "file_url"));
            }
            else if (name.SequenceEqual("filename"u8))
            {
                fileName = part.Text(place, "filename");
            }
            else
            {
                rest.Take(ref part, name);
            }
        }

        return new DocumentPart(source ?? throw JsonWalk.Refuse(place, "needs file_data, file_url or file_id"))
        {
            Name = fileName, Place = place, Cache = rest.Cache, Extras = rest.Extras,
        };
    }

    private static AudioPart ReadAudio(ref JsonWalk part, JsonPlace place)
    {
        JsonPlace at = place.Member("input_audio");
        ReadOnlyMemory<byte>? data = null;
        string format = "wav";
        ItemRest rest = new(place);
        ExtraList within = new(Own);
        while (part.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (!name.SequenceEqual("input_audio"u8))
            {
                rest.Take(ref part, name);
                continue;
            }

            part.EnterObject(at);
            while (part.NextGiven(out ReadOnlySpan<byte> member))
            {
                if (member.SequenceEqual("data"u8))
                {
                    data = part.TextBytes(at.Member("data"));
                }
                else if (member.SequenceEqual("format"u8))
                {
                    format = part.Text(at, "format");
                }
                else
                {
                    within.Take(member, ref part, at);
                }
            }
        }

        return new AudioPart(new MediaSource.Base64($"audio/{format}", data ?? throw Missing(at, "data")))
        {
            Place = place, Cache = rest.Cache, Extras = rest.Extras.AddRange(within.ToImmutable()),
        };
    }

    private static MediaSource SourceOf(ReadOnlyMemory<byte> url) =>
        DataUrl.TryRead(url) ?? (MediaSource)new MediaSource.Url(Encoding.UTF8.GetString(url.Span));

    private static UnreadableException Missing(JsonPlace place, string member) => JsonWalk.Refuse(place.Member(member), "is missing");
}

using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.AnthropicMessages;

/// <summary>Reads images and documents. A source that the hub has no counterpart for leaves the block to be kept whole.</summary>
internal static class MessagesMediaDecoder
{
    /// <summary>Takes an image; null, and nothing consumed, when its source is of a kind that the hub does not know.</summary>
    public static ImagePart? ReadImage(ref JsonWalk walk, JsonPlace place)
    {
        JsonWalk ahead = walk;
        BlockRest rest = new(place);
        MediaSource? source = null;
        while (ahead.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (!name.SequenceEqual("source"u8))
            {
                rest.Take(ref ahead, name);
            }
            else if ((source = ReadSource(ref ahead, place.Member("source"), ref rest)) is null)
            {
                return null;
            }
        }

        walk = ahead;
        return new ImagePart(source ?? throw Missing(place, "source")) { Place = place, Cache = rest.Cache, Extras = rest.Extras };
    }

    /// <summary>Takes a document; null, and nothing consumed, when its source is of a kind that the hub does not know.</summary>
    public static DocumentPart? ReadDocument(ref JsonWalk walk, JsonPlace place)
    {
        JsonWalk ahead = walk;
        BlockRest rest = new(place);
        MediaSource? source = null;
        string? title = null;
        while (ahead.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("title"u8))
            {
                title = ahead.Text(place, "title");
            }
            else if (!name.SequenceEqual("source"u8))
            {
                rest.Take(ref ahead, name);
            }
            else if ((source = ReadSource(ref ahead, place.Member("source"), ref rest)) is null)
            {
                return null;
            }
        }

        walk = ahead;
        return new DocumentPart(source ?? throw Missing(place, "source"))
        {
            Name = title, Place = place, Cache = rest.Cache, Extras = rest.Extras,
        };
    }

    private static MediaSource? ReadSource(ref JsonWalk walk, JsonPlace place, ref BlockRest rest)
    {
        ReadOnlySpan<byte> type = walk.PeekType(place);
        string? mediaType = null;
        string? text = null;
        ReadOnlyMemory<byte> data = default;
        bool isBase64 = type.SequenceEqual("base64"u8);
        while (walk.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("media_type"u8))
            {
                mediaType = walk.Text(place, "media_type");
            }
            else if (isBase64 && name.SequenceEqual("data"u8))
            {
                data = walk.TextBytes(place);
            }
            else if (name.SequenceEqual(Member(type)))
            {
                text = walk.Text(place);
            }
            else if (name.SequenceEqual("type"u8))
            {
                walk.Skip();
            }
            else
            {
                rest.Keep(ref walk, name, place);
            }
        }

        return type switch
        {
            _ when isBase64 => new MediaSource.Base64(mediaType ?? throw Missing(place, "media_type"), data),
            _ when type.SequenceEqual("url"u8) => new MediaSource.Url(text ?? throw Missing(place, "url")),
            _ when type.SequenceEqual("file"u8) => new MediaSource.File(text ?? throw Missing(place, "file_id")),
            _ when type.SequenceEqual("text"u8) => new MediaSource.Text(text ?? throw Missing(place, "data")),
            _ => null,
        };
    }

    // The one member that says where the thing is.
    private static ReadOnlySpan<byte> Member(ReadOnlySpan<byte> type) => type switch
    {
        _ when type.SequenceEqual("url"u8) => "url"u8,
        _ when type.SequenceEqual("file"u8) => "file_id"u8,
        _ when type.SequenceEqual("text"u8) => "data"u8,
        _ => default,
    };

    private static UnreadableException Missing(JsonPlace place, string member) => JsonWalk.Refuse(place.Member(member), "is missing");
}

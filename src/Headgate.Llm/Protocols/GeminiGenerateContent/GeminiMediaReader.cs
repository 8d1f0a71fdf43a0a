using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols.Gemini;

namespace Headgate.Llm.Protocols.GeminiGenerateContent;

/// <summary>Reads images, sounds and documents: https://ai.google.dev/gemini-api/docs/file-input-methods, read 2026-11-23.</summary>
internal static class GeminiMediaReader
{
    /// <summary>Takes an <c>inlineData</c>.</summary>
    public static ContentPart ReadInline(ref JsonWalk walk, JsonPlace place, ref ExtraList extras)
    {
        MediaSource.Base64 source = new("application/octet-stream", default);
        walk.EnterObject(place);
        while (walk.NextGiven(out ReadOnlySpan<byte> written))
        {
            ReadOnlySpan<byte> name = GeminiName.Of(written);
            if (name.SequenceEqual("mimeType"u8))
            {
                source = source with { MediaType = walk.Text(place, "mimeType") };
            }
            else if (name.SequenceEqual("data"u8))
            {
                source = source with { Data = GeminiScalar.Base64(walk, place.Member("data")) };
            }
            else
            {
                extras.Take(written, ref walk, place);
            }
        }

        return PartOf(source, source.MediaType);
    }

    /// <summary>Takes a <c>fileData</c>. Its type tells what it is, and is kept for Gemini, which alone is told it.</summary>
    public static ContentPart ReadFile(ref JsonWalk walk, JsonPlace place, ref ExtraList extras)
    {
        string? address = null;
        string mediaType = "";
        walk.EnterObject(place);
        while (walk.NextGiven(out ReadOnlySpan<byte> written))
        {
            ReadOnlySpan<byte> name = GeminiName.Of(written);
            if (name.SequenceEqual("fileUri"u8))
            {
                address = walk.Text(place, "fileUri");
            }
            else
            {
                JsonWalk value = walk;
                mediaType = name.SequenceEqual("mimeType"u8) ? value.Text(place, "mimeType") : mediaType;
                extras.Take(written, ref walk, place);
            }
        }

        return address is null ? throw JsonWalk.Refuse(place.Member("fileUri"), "is missing")
            : PartOf(GeminiFiles.AreGooglesOwn(address) ? new MediaSource.File(address) : new MediaSource.Url(address), mediaType);
    }

    private static ContentPart PartOf(MediaSource source, string mediaType) => mediaType.Split('/')[0] switch
    {
        "image" => new ImagePart(source),
        "audio" => new AudioPart(source),
        _ => new DocumentPart(source),
    };
}

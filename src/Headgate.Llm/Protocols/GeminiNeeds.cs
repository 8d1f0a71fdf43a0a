using System.Text.Json;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols;

/// <summary>
/// Finds what a request of Gemini's needs, in either way of writing its names: https://ai.google.dev/api/generate-content, read 2026-11-22.
/// </summary>
internal static class GeminiNeeds
{
    /// <summary>True when its contents have an image, as bytes or by a file's URI.</summary>
    public static bool HasImages(JsonScan request)
    {
        if (!request.TryGet("contents"u8, out JsonMember contents))
        {
            return false;
        }

        var cursor = new JsonCursor(request.ValueOf(contents).Span);
        return HasImages(ref cursor, isMedia: false);
    }

    /// <summary>True when the answer is to fit a schema.</summary>
    public static bool HasSchema(JsonScan request)
    {
        if (!request.TryGet("generationConfig"u8, out JsonMember config) && !request.TryGet("generation_config"u8, out config))
        {
            return false;
        }

        bool has = false;
        var cursor = new JsonCursor(request.ValueOf(config).Span);
        if (cursor.EnterObject())
        {
            while (cursor.NextMember(out ReadOnlySpan<byte> name))
            {
                has |= name.SequenceEqual("responseSchema"u8) || name.SequenceEqual("response_schema"u8)
                    || name.SequenceEqual("responseJsonSchema"u8) || name.SequenceEqual("response_json_schema"u8);
                cursor.Skip();
            }
        }

        return has;
    }

    private static bool HasImages(ref JsonCursor cursor, bool isMedia)
    {
        bool has = false;
        if (cursor.Kind == JsonTokenType.StartArray)
        {
            cursor.EnterArray();
            while (cursor.NextElement())
            {
                has |= HasImages(ref cursor, isMedia: false);
            }
        }
        else if (cursor.EnterObject())
        {
            while (cursor.NextMember(out ReadOnlySpan<byte> name))
            {
                if (isMedia && (name.SequenceEqual("mimeType"u8) || name.SequenceEqual("mime_type"u8)))
                {
                    has |= cursor.Word().StartsWith("image/"u8);
                }
                else if (name.SequenceEqual("args"u8) || name.SequenceEqual("response"u8))
                {
                    cursor.Skip(); // a tool's own
                }
                else
                {
                    has |= HasImages(ref cursor, IsMedia(name));
                }
            }
        }

        return has;
    }

    private static bool IsMedia(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("inlineData"u8) || name.SequenceEqual("inline_data"u8) || name.SequenceEqual("fileData"u8) || name.SequenceEqual("file_data"u8);
}

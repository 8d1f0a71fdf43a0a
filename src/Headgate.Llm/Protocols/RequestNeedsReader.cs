using System.Text.Json;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols;

/// <summary>Finds what a request of any protocol needs, by the names that the protocols have for it.</summary>
/// <remarks>OpenAI, Anthropic, Gemini and the OpenAI-like, as their requests were read on 2026-11-22.</remarks>
public static class RequestNeedsReader
{
    /// <summary>What it needs.</summary>
    public static RequestNeeds Of(JsonScan request, bool isStream) =>
        (isStream ? RequestNeeds.Streaming : RequestNeeds.None)
        | (IsFilled(request, "tools"u8) || IsFilled(request, "functions"u8) ? RequestNeeds.Tools : RequestNeeds.None)
        | (Has(request, "messages"u8, IsImage) || Has(request, "input"u8, IsImage) || GeminiNeeds.HasImages(request) ? RequestNeeds.Images : RequestNeeds.None)
        | (Has(request, "response_format"u8, IsSchema) || Has(request, "text"u8, IsSchema) || Has(request, "output_config"u8, IsSchema)
            || GeminiNeeds.HasSchema(request)
            ? RequestNeeds.StructuredOutput : RequestNeeds.None);

    private static bool IsFilled(JsonScan request, ReadOnlySpan<byte> member)
    {
        if (!request.TryGet(member, out JsonMember found))
        {
            return false;
        }

        var cursor = new JsonCursor(request.ValueOf(found).Span);
        return cursor.Kind == JsonTokenType.StartArray
            ? cursor.EnterArray() && cursor.NextElement()
            : cursor.EnterObject() && cursor.NextMember(out _);
    }

    private static bool Has(JsonScan request, ReadOnlySpan<byte> member, Func<ReadOnlySpan<byte>, bool> isWanted)
    {
        if (!request.TryGet(member, out JsonMember found))
        {
            return false;
        }

        var cursor = new JsonCursor(request.ValueOf(found).Span);
        return Has(ref cursor, isWanted);
    }

    /// <summary>True when an object below has a wanted <c>type</c>. What a model called a tool with is its own, and is not looked into.</summary>
    private static bool Has(ref JsonCursor cursor, Func<ReadOnlySpan<byte>, bool> isWanted)
    {
        bool has = false;
        if (cursor.Kind == JsonTokenType.StartArray)
        {
            cursor.EnterArray();
            while (cursor.NextElement())
            {
                has |= Has(ref cursor, isWanted);
            }
        }
        else if (cursor.EnterObject())
        {
            while (cursor.NextMember(out ReadOnlySpan<byte> name))
            {
                if (name.SequenceEqual("type"u8))
                {
                    has |= isWanted(cursor.Word());
                }
                else if (name.SequenceEqual("input"u8))
                {
                    cursor.Skip();
                }
                else
                {
                    has |= Has(ref cursor, isWanted);
                }
            }
        }

        return has;
    }

    private static bool IsImage(ReadOnlySpan<byte> type) =>
        type.SequenceEqual("image_url"u8) || type.SequenceEqual("input_image"u8) || type.SequenceEqual("image"u8);

    private static bool IsSchema(ReadOnlySpan<byte> type) => type.SequenceEqual("json_schema"u8);
}

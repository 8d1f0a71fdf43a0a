using System.Text.Json;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.AnthropicMessages;

/// <summary>Finds images and documents that a request gives by their URL: <c>"source": { "type": "url", … }</c> in a message's content.</summary>
internal static class UrlSources
{
    /// <summary>True when there is one.</summary>
    public static bool AreIn(JsonScan request)
    {
        if (!request.TryGet("messages"u8, out JsonMember messages) || request.ValueOf(messages).Span.IndexOf("\"source"u8) < 0)
        {
            return false; // nothing is walked that has none; a name with escapes is left to the vendor
        }

        var cursor = new JsonCursor(request.ValueOf(messages).Span);
        return Has(ref cursor);
    }

    // What a tool was called with is its own, and is not looked into.
    private static bool Has(ref JsonCursor cursor)
    {
        bool has = false;
        if (cursor.Kind == JsonTokenType.StartArray)
        {
            cursor.EnterArray();
            while (cursor.NextElement())
            {
                has |= Has(ref cursor);
            }
        }
        else if (cursor.EnterObject())
        {
            while (cursor.NextMember(out ReadOnlySpan<byte> name))
            {
                if (name.SequenceEqual("source"u8))
                {
                    has |= IsUrl(ref cursor);
                }
                else if (name.SequenceEqual("input"u8))
                {
                    cursor.Skip();
                }
                else
                {
                    has |= Has(ref cursor);
                }
            }
        }

        return has;
    }

    private static bool IsUrl(ref JsonCursor source)
    {
        bool isUrl = false;
        if (source.EnterObject())
        {
            while (source.NextMember(out ReadOnlySpan<byte> name))
            {
                if (name.SequenceEqual("type"u8))
                {
                    isUrl |= source.Word().SequenceEqual("url"u8);
                }
                else
                {
                    source.Skip();
                }
            }
        }

        return isUrl;
    }
}

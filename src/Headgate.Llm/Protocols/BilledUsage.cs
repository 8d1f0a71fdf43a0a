using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols;

/// <summary>
/// What a call without an output of tokens used: tokens at Jina and Voyage (<c>usage.total_tokens</c>), tokens or searches at Cohere
/// (<c>meta.billed_units</c>).
/// </summary>
internal static class BilledUsage
{
    /// <summary>Reads the object that the cursor stands on; null when it says nothing of it.</summary>
    public static Usage? Read(ref JsonCursor cursor)
    {
        long? tokens = null;
        long? searches = null;
        ReadInto(ref cursor, ref tokens, ref searches);
        return tokens is null && searches is null ? null : new Usage { InputText = tokens, SearchUnits = searches };
    }

    /// <summary>Writes what was used, in both vendors' places.</summary>
    public static void Write(Usage? usage, Utf8JsonWriter writer)
    {
        if (usage?.SearchUnits is { } searches)
        {
            writer.WriteStartObject("meta"u8);
            writer.WriteStartObject("billed_units"u8);
            writer.WriteNumber("search_units"u8, searches);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        if (usage?.Input is { } tokens)
        {
            writer.WriteStartObject("usage"u8);
            writer.WriteNumber("total_tokens"u8, tokens);
            writer.WriteEndObject();
        }
    }

    private static void ReadInto(ref JsonCursor cursor, ref long? tokens, ref long? searches)
    {
        if (!cursor.EnterObject())
        {
            return;
        }

        while (cursor.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("billed_units"u8))
            {
                ReadInto(ref cursor, ref tokens, ref searches);
            }
            else if (name.SequenceEqual("search_units"u8))
            {
                searches = cursor.Count();
            }
            else if (name.SequenceEqual("total_tokens"u8) || name.SequenceEqual("input_tokens"u8))
            {
                tokens = cursor.Count() ?? tokens;
            }
            else
            {
                cursor.Skip();
            }
        }
    }
}

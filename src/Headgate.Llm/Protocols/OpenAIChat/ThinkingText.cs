using System.Text;
using System.Text.Json;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.OpenAIChat;

/// <summary>
/// The text of Mistral's reasoning, a part of the content: <c>{"type":"thinking","thinking":[{"type":"text","text":"…"}]}</c>.
/// https://docs.mistral.ai/capabilities/reasoning, by the types of its SDK 2.7.
/// </summary>
internal static class ThinkingText
{
    /// <summary>The text; null when the part holds anything else, which would be lost.</summary>
    public static string? TryRead(ReadOnlySpan<byte> part)
    {
        StringBuilder text = new();
        JsonCursor cursor = new(part);
        cursor.EnterObject();
        while (cursor.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("thinking"u8))
            {
                if (!TryReadChunks(ref cursor, text))
                {
                    return null;
                }
            }
            else if (name.SequenceEqual("type"u8) || name.SequenceEqual("closed"u8) || cursor.Kind == JsonTokenType.Null)
            {
                cursor.Skip();
            }
            else
            {
                return null;
            }
        }

        return text.ToString();
    }

    private static bool TryReadChunks(ref JsonCursor chunks, StringBuilder text)
    {
        if (chunks.Kind == JsonTokenType.String)
        {
            text.Append(chunks.Text());
            return true;
        }

        if (!chunks.EnterArray())
        {
            return false;
        }

        while (chunks.NextElement())
        {
            if (!chunks.EnterObject())
            {
                return false;
            }

            while (chunks.NextMember(out ReadOnlySpan<byte> name))
            {
                if (name.SequenceEqual("text"u8))
                {
                    text.Append(chunks.Text());
                }
                else if (!name.SequenceEqual("type"u8) || !chunks.Is("text"u8))
                {
                    return false;
                }
            }
        }

        return true;
    }
}

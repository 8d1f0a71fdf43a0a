using System.Text.Json;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols;

/// <summary>Collects what a model said in a whole reply, whose vendor does not tell what was used.</summary>
internal static class AnswerText
{
    /// <summary>Collects it.</summary>
    /// <param name="reply">The reply, which is a JSON object.</param>
    /// <param name="member">The member that holds what was said.</param>
    public static ProducedText Of(ReadOnlySpan<byte> reply, ReadOnlySpan<byte> member)
    {
        var said = new ProducedText();
        var cursor = new JsonCursor(reply);
        cursor.EnterObject();
        while (cursor.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual(member))
            {
                Collect(ref cursor, said);
            }
            else
            {
                cursor.Skip();
            }
        }

        return said;
    }

    private static void Collect(ref JsonCursor value, ProducedText said)
    {
        switch (value.Kind)
        {
            case JsonTokenType.StartObject:
                CollectMembers(ref value, said);
                break;
            case JsonTokenType.StartArray:
                value.EnterArray();
                while (value.NextElement())
                {
                    Collect(ref value, said);
                }

                break;
            case JsonTokenType.String:
                said.Add(value.Raw()[1..^1]);
                break;
            default:
                value.Skip();
                break;
        }
    }

    private static void CollectMembers(ref JsonCursor value, ProducedText said)
    {
        value.EnterObject();
        while (value.NextMember(out ReadOnlySpan<byte> name))
        {
            if (IsArguments(name) && value.Kind == JsonTokenType.StartObject)
            {
                said.Add(value.Raw());
            }
            else if (IsLabel(name) || IsSealed(name))
            {
                value.Skip();
            }
            else
            {
                Collect(ref value, said);
            }
        }
    }

    // The model writes them as JSON: their names, braces and numbers are tokens too.
    private static bool IsArguments(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("input"u8) || name.SequenceEqual("arguments"u8) || name.SequenceEqual("args"u8);

    // What vendors write about what was said.
    private static bool IsLabel(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("type"u8) || name.SequenceEqual("id"u8) || name.SequenceEqual("role"u8) || name.SequenceEqual("status"u8)
        || name.SequenceEqual("format"u8) || name.SequenceEqual("finish_reason"u8) || name.SequenceEqual("finishReason"u8)
        || name.SequenceEqual("call_id"u8) || name.SequenceEqual("toolUseId"u8) || name.SequenceEqual("logprobs"u8)
        || name.SequenceEqual("annotations"u8) || name.SequenceEqual("citations"u8);

    // Content that is no text: signatures, sounds, pictures.
    private static bool IsSealed(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("signature"u8) || name.SequenceEqual("thoughtSignature"u8) || name.SequenceEqual("encrypted_content"u8)
        || name.SequenceEqual("data"u8) || name.SequenceEqual("url"u8) || name.SequenceEqual("images"u8) || name.SequenceEqual("result"u8);
}

using Headgate.Llm.Framing;
using Headgate.Llm.Protocols.OpenAI;

namespace Headgate.Llm.Protocols.OpenAIChat;

/// <summary>Reads a chat stream: the content of a choice is in its <c>delta</c>.</summary>
internal sealed class ChatStreamReader : ChoiceStreamReader
{
    protected override bool HasContent(ReadOnlySpan<byte> name, ref JsonCursor value)
    {
        if (!name.SequenceEqual("delta"u8))
        {
            value.Skip();
            return false;
        }

        return value.EnterObject() && DeltaHasContent(ref value);
    }

    private static bool DeltaHasContent(ref JsonCursor delta)
    {
        bool hasContent = false;
        while (delta.NextMember(out ReadOnlySpan<byte> name))
        {
            if (IsContent(name))
            {
                hasContent |= delta.HasText();
            }
            else
            {
                delta.Skip();
            }
        }

        return hasContent;
    }

    // The standard's own members, then what vendors add: reasoning as text or with signatures, thinking blocks, images.
    private static bool IsContent(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("content"u8)
        || name.SequenceEqual("tool_calls"u8)
        || name.SequenceEqual("refusal"u8)
        || name.SequenceEqual("audio"u8)
        || name.SequenceEqual("function_call"u8)
        || name.SequenceEqual("reasoning_content"u8)
        || name.SequenceEqual("reasoning"u8)
        || name.SequenceEqual("reasoning_details"u8)
        || name.SequenceEqual("thinking_blocks"u8)
        || name.SequenceEqual("images"u8);
}

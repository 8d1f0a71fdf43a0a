using Headgate.Llm.Framing;
using Headgate.Llm.Protocols.Turns;

namespace Headgate.Llm.Protocols.Anthropic;

/// <summary>
/// Looks into a request that is to pass as it stands for calls of tools that another vendor's model made: the model is told to think within a
/// budget and would be refused, because its turn does not begin with thinking.
/// </summary>
internal static class UnthoughtCalls
{
    /// <summary>True when there are such calls. Only a request that asks for thinking within a budget is read.</summary>
    public static bool AreIn(JsonScan request) =>
        request.TryGet("thinking"u8, out JsonMember thinking) && HasBudget(new JsonCursor(request.ValueOf(thinking).Span))
        && request.TryGet("messages"u8, out JsonMember messages) && EndInSuch(new JsonCursor(request.ValueOf(messages).Span));

    private static bool HasBudget(JsonCursor thinking) => TypeOf(ref thinking).SequenceEqual("enabled"u8);

    private static bool EndInSuch(JsonCursor messages)
    {
        CallingTurn turn = new();
        if (!messages.EnterArray())
        {
            return false;
        }

        while (messages.NextElement())
        {
            ReadMessage(ref messages, ref turn);
        }

        return turn.IsUnthought;
    }

    private static void ReadMessage(scoped ref JsonCursor message, ref CallingTurn turn)
    {
        if (!message.EnterObject())
        {
            return;
        }

        bool isAssistant = false;
        ReadOnlySpan<byte> first = default;
        while (message.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("role"u8))
            {
                isAssistant = message.Is("assistant"u8);
            }
            else if (name.SequenceEqual("content"u8))
            {
                first = FirstTypeOf(ref message);
            }
            else
            {
                message.Skip();
            }
        }

        if (isAssistant)
        {
            turn.AddAssistant(first.SequenceEqual("thinking"u8) || first.SequenceEqual("redacted_thinking"u8));
        }
        else
        {
            turn.AddOther(first.SequenceEqual("tool_result"u8));
        }
    }

    private static ReadOnlySpan<byte> FirstTypeOf(scoped ref JsonCursor content)
    {
        if (!content.EnterArray() || !content.NextElement())
        {
            return default;
        }

        ReadOnlySpan<byte> type = TypeOf(ref content);
        while (content.NextElement())
        {
            content.Skip();
        }

        return type;
    }

    private static ReadOnlySpan<byte> TypeOf(scoped ref JsonCursor value)
    {
        ReadOnlySpan<byte> type = default;
        if (value.EnterObject())
        {
            while (value.NextMember(out ReadOnlySpan<byte> name))
            {
                if (name.SequenceEqual("type"u8))
                {
                    type = value.Word();
                }
                else
                {
                    value.Skip();
                }
            }
        }

        return type;
    }
}

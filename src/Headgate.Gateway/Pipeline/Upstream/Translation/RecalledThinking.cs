using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;

namespace Headgate.Gateway.Pipeline.Upstream.Translation;

/// <summary>Puts thinking back where an answer had it: between its calls, and between what it said before the first of them.</summary>
internal static class RecalledThinking
{
    /// <summary>
    /// False when the message is not what the answer said before the thinking: a client puts all text before all calls, and may leave text out.
    /// </summary>
    public static bool HasItsPlace(KeptThinking thinking, int call, Message message)
    {
        int said = message.Parts.OfType<TextPart>().Sum(text => text.Text.Length);
        return thinking.Thoughts.All(thought => call == 0 ? thought.After <= said : thought.After == said);
    }

    /// <summary>The message with the thinking, in order, each part before the call of that number.</summary>
    public static Message PutInto(Message message, IReadOnlyList<(KeptThinking.Thought Thought, int Call)> thinking)
    {
        List<ContentPart> parts = [];
        int next = 0;
        int calls = 0;
        int said = 0;

        // A vendor wants a turn that thought to begin with its thinking.
        Think(call: 0, until: 1);
        foreach (ContentPart part in message.Parts)
        {
            switch (part)
            {
                case ReasoningPart:
                    break; // what the client was shown of the signed: it would be said twice
                case TextPart text:
                    Say(text);
                    break;
                case ToolCallPart:
                    Think(calls, until: int.MaxValue);
                    calls++;
                    parts.Add(part);
                    break;
                default:
                    parts.Add(part);
                    break;
            }
        }

        return message with { Parts = [.. parts] };

        void Think(int call, int until)
        {
            for (; next < thinking.Count && thinking[next].Call == call && thinking[next].Thought.After < until; next++)
            {
                parts.Add(thinking[next].Thought.Part with { Place = message.Place });
            }
        }

        void Say(TextPart text)
        {
            int end = said + text.Text.Length;
            while (calls == 0 && next < thinking.Count && thinking[next].Call == 0 && thinking[next].Thought.After < end)
            {
                int cut = text.Text.Length - (end - thinking[next].Thought.After);
                if (cut > 0)
                {
                    parts.Add(text with { Text = text.Text[..cut], Cache = null });
                    text = text with { Text = text.Text[cut..] };
                }

                Think(call: 0, until: thinking[next].Thought.After + 1);
            }

            parts.Add(text);
            said = end;
        }
    }
}

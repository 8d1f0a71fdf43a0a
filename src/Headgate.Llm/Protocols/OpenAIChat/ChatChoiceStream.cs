using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.OpenAIChat;

/// <summary>Reads one choice of a streamed answer, chunk by chunk.</summary>
internal sealed class ChatChoiceStream(int index, ChatCallStreams calls, LostMembers lost)
{
    private const string ChoicePath = "$.choices[*]";
    private const string DeltaPath = "$.choices[*].delta";

    private bool _isFinished;

    /// <summary>The choice's number.</summary>
    public int Index => index;

    /// <summary>The number of a choice; 0 when it has none. The cursor is a copy: it reads ahead.</summary>
    public static int IndexOf(JsonCursor choice)
    {
        if (!choice.EnterObject())
        {
            return 0;
        }

        while (choice.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("index"u8))
            {
                return (int)Math.Min(choice.Count() ?? 0, int.MaxValue);
            }

            choice.Skip();
        }

        return 0;
    }

    /// <summary>Consumes the choice in one chunk.</summary>
    public void Read(ref JsonCursor choice, List<ChatEvent> events)
    {
        if (!choice.EnterObject())
        {
            return;
        }

        string? finish = null;
        string? stopSequence = null;
        while (choice.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("delta"u8))
            {
                ReadDelta(ref choice, events);
            }
            else if (name.SequenceEqual("finish_reason"u8))
            {
                finish = choice.Text();
            }
            else if (name.SequenceEqual("stop_reason"u8) && choice.Kind == JsonTokenType.String)
            {
                stopSequence = choice.Text();
            }
            else
            {
                Lose(ChoicePath, name, ref choice, events);
            }
        }

        if (finish is not null)
        {
            Finish(finish, stopSequence, events);
        }
    }

    /// <summary>The stream has ended: a choice that has not is ended as what it said bears out.</summary>
    public void End(List<ChatEvent> events)
    {
        if (!_isFinished)
        {
            events.Add(new ChatEvent.Lost(new Loss($"{ChoicePath}.{ChatFinish.Member}", ChatFinish.WordIsMissing)));
            Finish(reason: null, stopSequence: null, events);
        }
    }

    private void Finish(string word, string? stopSequence, List<ChatEvent> events)
    {
        FinishReason? reason = ChatFinish.Read(word);
        if (reason is null)
        {
            lost.Tell(ChoicePath, "finish_reason"u8, events);
        }

        if (!_isFinished)
        {
            Finish(reason, stopSequence, events);
        }
    }

    private void Finish(FinishReason? reason, string? stopSequence, List<ChatEvent> events)
    {
        _isFinished = true;
        if (calls.HasNameless)
        {
            lost.Tell(DeltaPath, "tool_calls"u8, events);
        }

        events.Add(new ChatEvent.Finished(index, ChatFinish.Settle(reason, calls.HasAny), stopSequence));
    }

    private void ReadDelta(ref JsonCursor delta, List<ChatEvent> events)
    {
        if (!delta.EnterObject())
        {
            return;
        }

        // Some vendors send the same reasoning under both names.
        bool hasReasoning = false;
        while (delta.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("content"u8))
            {
                ReadContent(ref delta, events);
            }
            else if (name.SequenceEqual("tool_calls"u8))
            {
                calls.Read(ref delta, lost, events);
            }
            else if (name.SequenceEqual("reasoning_content"u8) || name.SequenceEqual("reasoning"u8))
            {
                hasReasoning |= ReadReasoning(name, ref delta, hasReasoning, events);
            }
            else if (name.SequenceEqual("refusal"u8))
            {
                if (delta.Text() is { } refusal)
                {
                    events.Add(new ChatEvent.RefusalDelta(index, refusal));
                }
            }
            else if (name.SequenceEqual("function_call"u8))
            {
                calls.ReadFunction(ref delta, lost, events);
            }
            else
            {
                Lose(DeltaPath, name, ref delta, events);
            }
        }
    }

    private bool ReadReasoning(ReadOnlySpan<byte> name, ref JsonCursor value, bool isTold, List<ChatEvent> events)
    {
        if (value.Kind is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            Lose(DeltaPath, name, ref value, events);
            return false;
        }

        // Some send an empty one beside each piece of text: it says nothing, and would end the text's block.
        string? reasoning = value.Text();
        if (string.IsNullOrEmpty(reasoning))
        {
            return false;
        }

        if (!isTold)
        {
            events.Add(new ChatEvent.ReasoningDelta(index, reasoning));
        }

        return true;
    }

    private void ReadContent(ref JsonCursor content, List<ChatEvent> events)
    {
        if (content.Kind != JsonTokenType.StartArray)
        {
            AddText(content.Text(), events);
            return;
        }

        content.EnterArray();
        while (content.NextElement())
        {
            ReadPart(content.Raw(), events);
        }
    }

    // Mistral's parts: text, reasoning, and references, which nobody else has.
    private void ReadPart(ReadOnlySpan<byte> part, List<ChatEvent> events)
    {
        JsonCursor cursor = new(part);
        string? type = null;
        string? text = null;
        bool isObject = cursor.EnterObject();
        while (isObject && cursor.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("type"u8))
            {
                type = cursor.Text();
            }
            else if (name.SequenceEqual("text"u8))
            {
                text = cursor.Text();
            }
            else
            {
                cursor.Skip();
            }
        }

        if (type == "text")
        {
            AddText(text, events);
        }
        else if (type == "thinking" && ThinkingText.TryRead(part) is { } thought)
        {
            if (thought.Length > 0)
            {
                events.Add(new ChatEvent.ReasoningDelta(index, thought));
            }
        }
        else
        {
            lost.Tell(DeltaPath, "content[*]"u8, events);
        }
    }

    private void AddText(string? text, List<ChatEvent> events)
    {
        if (text is not null)
        {
            events.Add(new ChatEvent.TextDelta(index, text));
        }
    }

    // What says nothing is nothing lost: the role is always the assistant's, and Perplexity's message repeats what the deltas said.
    private void Lose(string parent, ReadOnlySpan<byte> name, ref JsonCursor value, List<ChatEvent> events)
    {
        if (value.Kind != JsonTokenType.Null && !IsKnown(parent, name))
        {
            lost.Tell(parent, name, events);
        }

        value.Skip();
    }

    private static bool IsKnown(string parent, ReadOnlySpan<byte> name) =>
        parent == DeltaPath ? name.SequenceEqual("role"u8) : name.SequenceEqual("index"u8) || name.SequenceEqual("message"u8);
}

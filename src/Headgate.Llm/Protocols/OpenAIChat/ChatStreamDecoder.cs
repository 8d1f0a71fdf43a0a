using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols.OpenAI;

namespace Headgate.Llm.Protocols.OpenAIChat;

/// <summary>
/// Reads a vendor's streamed answer: https://platform.openai.com/docs/api-reference/chat/streaming, by the types of SDK 7.57 (2026-11-13). What vendors do
/// differently is taken as they mean it; a member of a wrong type says nothing.
/// </summary>
internal sealed class ChatStreamDecoder(SentRequest sent) : IStreamDecoder
{
    private readonly List<ChatChoiceStream> _choices = [];
    private readonly LostMembers _lost = new();
    private ChatStreamHead _head;
    private bool _isStarted;
    private bool _isEnded;

    /// <inheritdoc />
    public void Read(in SseEvent streamEvent, List<ChatEvent> events)
    {
        ReadOnlySpan<byte> data = streamEvent.Data;
        if (data.IsEmpty || _isEnded)
        {
            return;
        }

        if (data.StartsWith("[DONE]"u8))
        {
            End(events);
            return;
        }

        try
        {
            ReadChunk(data, events);
        }
        catch (JsonException)
        {
            throw JsonWalk.Refuse(default, "is no JSON");
        }
    }

    private void ReadChunk(ReadOnlySpan<byte> data, List<ChatEvent> events)
    {
        if (!_isStarted)
        {
            _head.Read(new JsonCursor(data));
            if (_head.HasAnswer)
            {
                Start(events);
            }
        }

        JsonCursor chunk = new(data);
        if (!chunk.EnterObject())
        {
            throw JsonWalk.Refuse(default, "must be an object");
        }

        while (chunk.NextMember(out ReadOnlySpan<byte> name))
        {
            ReadMember(name, ref chunk, events);
        }
    }

    private void ReadMember(ReadOnlySpan<byte> name, ref JsonCursor value, List<ChatEvent> events)
    {
        if (name.SequenceEqual("choices"u8))
        {
            ReadChoices(ref value, events);
        }
        else if (name.SequenceEqual("usage"u8))
        {
            ReadUsage(ref value, events);
        }
        else if (name.SequenceEqual("x_groq"u8))
        {
            ReadGroq(ref value, events);
        }
        else
        {
            if (!ChatStreamHead.Holds(name) && value.Kind != JsonTokenType.Null)
            {
                _lost.Tell("$", name, events);
            }

            value.Skip();
        }
    }

    private void ReadUsage(ref JsonCursor value, List<ChatEvent> events)
    {
        if (value.Kind == JsonTokenType.StartObject)
        {
            ChatUsageDecoder.TellLost(value, _lost, events);
        }

        if (OpenAIUsage.Read(ref value) is { } usage)
        {
            events.Add(new ChatEvent.UsageReported(usage));
        }
    }

    // Groq has the usage of a stream in a member of its own, beside its id of the call: https://console.groq.com/docs/api-reference, read
    // 2026-11-22.
    private void ReadGroq(ref JsonCursor value, List<ChatEvent> events)
    {
        if (!value.EnterObject())
        {
            return;
        }

        while (value.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("usage"u8))
            {
                ReadUsage(ref value, events);
            }
            else
            {
                value.Skip();
            }
        }
    }

    private void ReadChoices(ref JsonCursor choices, List<ChatEvent> events)
    {
        if (!choices.EnterArray())
        {
            return;
        }

        while (choices.NextElement())
        {
            int index = ChatChoiceStream.IndexOf(choices);
            ChoiceAt(index).Read(ref choices, events);
        }
    }

    private ChatChoiceStream ChoiceAt(int index)
    {
        foreach (ChatChoiceStream choice in _choices)
        {
            if (choice.Index == index)
            {
                return choice;
            }
        }

        ChatChoiceStream begun = new(index, new ChatCallStreams(index, ChatAnswers.CallIdStem(_head.Id, index), sent), _lost);
        _choices.Add(begun);
        return begun;
    }

    private void Start(List<ChatEvent> events)
    {
        _isStarted = true;
        events.Add(_head.ToEvent());
    }

    // Some vendors end the stream without having said why an answer ended.
    private void End(List<ChatEvent> events)
    {
        _isEnded = true;
        if (!_isStarted)
        {
            Start(events);
        }

        if (_choices.Count == 0)
        {
            events.Add(new ChatEvent.Lost(new Loss("$.choices", "the vendor ended the stream without an answer")));
        }

        foreach (ChatChoiceStream choice in _choices)
        {
            choice.End(events);
        }

        events.Add(new ChatEvent.Ended());
    }
}

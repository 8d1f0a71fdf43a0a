using System.Collections.Immutable;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.OpenAIChat;

/// <summary>
/// Reads a client's conversation. The deprecated call of a function has no id: it gets one from its place in the conversation, and the
/// next message of the role function answers it.
/// </summary>
internal ref struct ChatMessageDecoder
{
    private string _lastFunctionCall;

    /// <summary>Consumes the array of messages.</summary>
    public static ImmutableArray<Message> Decode(ref JsonWalk walk)
    {
        walk.EnterArray(new JsonPlace("$.messages"));
        ImmutableArray<Message>.Builder messages = ImmutableArray.CreateBuilder<Message>();
        ChatMessageDecoder decoder = new() { _lastFunctionCall = "call_unknown" };
        while (walk.NextElement())
        {
            messages.Add(decoder.DecodeMessage(ref walk, messages.Count));
        }

        return messages.ToImmutable();
    }

    private Message DecodeMessage(ref JsonWalk walk, int index)
    {
        ChatMessagePlaces places = ChatPaths.Message(index);
        JsonPlace place = places.Message;
        ChatMessageMembers members = new(places, SentRequest.Plain);
        ExtraList extras = new(WireProtocol.OpenAIChat);
        string? role = null;
        string? name = null;
        string? callId = null;
        walk.EnterObject(place);
        while (walk.NextGiven(out ReadOnlySpan<byte> member))
        {
            if (member.SequenceEqual("role"u8))
            {
                role = walk.Text(place.Member("role"));
            }
            else if (member.SequenceEqual("name"u8))
            {
                name = walk.Text(place.Member("name"));
            }
            else if (member.SequenceEqual("tool_call_id"u8))
            {
                callId = walk.Text(place.Member("tool_call_id"));
            }
            else if (!members.TryRead(member, ref walk))
            {
                extras.Take(member, ref walk, place);
            }
        }

        _lastFunctionCall = members.FunctionCallId ?? _lastFunctionCall;
        return new Message
        {
            Role = RoleOf(role, place),
            Parts = PartsOf(role, callId, members, place),
            Name = name,
            Place = place,
            Extras = extras.ToImmutable(),
        };
    }

    private readonly ImmutableArray<ContentPart> PartsOf(string? role, string? callId, in ChatMessageMembers members, JsonPlace place)
    {
        if (members.HasCalls && role != "assistant")
        {
            throw JsonWalk.Refuse(place, "has calls of tools, which only an assistant's message may have");
        }

        return role switch
        {
            "tool" when callId is null => throw JsonWalk.Refuse(place.Member("tool_call_id"), "is missing; name the call that this answers"),
            "tool" => [new ToolResultPart(callId, members.Parts) { Place = place }],
            "function" => [new ToolResultPart(callId ?? _lastFunctionCall, members.Parts) { Place = place }],
            _ => members.Parts,
        };
    }

    private static Role RoleOf(string? role, JsonPlace place) => role switch
    {
        "user" => Role.User,
        "assistant" => Role.Assistant,
        "tool" or "function" => Role.Tool,
        "system" => Role.System,
        "developer" => Role.Developer,
        null => throw JsonWalk.Refuse(place.Member("role"), "is missing"),
        _ => throw JsonWalk.Refuse(place.Member("role"), "must be system, developer, user, assistant or tool"),
    };
}

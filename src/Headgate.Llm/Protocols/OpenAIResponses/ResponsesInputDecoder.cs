using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.OpenAIResponses;

/// <summary>
/// Reads <c>input</c>: a string, or items in the order they came about. What the model made in one go (reasoning, text, calls) is one message of
/// the hub; what a tool gave is a message of its own.
/// </summary>
internal sealed class ResponsesInputDecoder
{
    private readonly ImmutableArray<Message>.Builder _messages = ImmutableArray.CreateBuilder<Message>();
    private readonly ImmutableArray<ContentPart>.Builder _turn = ImmutableArray.CreateBuilder<ContentPart>();
    private readonly ImmutableArray<Extra>.Builder _turnExtras = ImmutableArray.CreateBuilder<Extra>();
    private JsonPlace _turnPlace;

    /// <summary>Consumes the value.</summary>
    public static ImmutableArray<Message> Decode(ref JsonWalk input)
    {
        JsonPlace place = new("$.input");
        if (input.Kind == JsonTokenType.String)
        {
            return [new Message { Role = Role.User, Parts = [new TextPart(input.Text(place)) { Place = place }], Place = place }];
        }

        if (input.Kind != JsonTokenType.StartArray)
        {
            throw input.Mistyped(place, "a string or an array of items");
        }

        ResponsesInputDecoder decoder = new();
        for (int i = 0; input.NextElement(); i++)
        {
            decoder.Read(ref input, ResponsesPaths.Input(i));
        }

        decoder.EndTurn();
        return decoder._messages.DrainToImmutable();
    }

    private void Read(ref JsonWalk item, JsonPlace place)
    {
        string type = Encoding.UTF8.GetString(item.PeekType(place));
        switch (type)
        {
            case "" or "message":
                ReadMessage(ref item, place);
                break;
            case "function_call" or "custom_tool_call":
                AddToTurn(ResponsesItemDecoder.ReadCall(ref item, place, SentRequest.Plain, isFreeform: type == "custom_tool_call"));
                break;
            case "function_call_output" or "custom_tool_call_output":
                ReadResult(ref item, place, isFreeform: type == "custom_tool_call_output");
                break;
            case "reasoning":
                AddToTurn(ResponsesItemDecoder.ReadReasoning(ref item, place));
                break;
            case "item_reference":
                throw JsonWalk.Refuse(
                    place, "refers to an item that OpenAI would have stored; this gateway stores none: send the item itself (with store: false SDKs do)");
            default:
                AddToTurn(ResponsesItemDecoder.ReadNative(ref item, place, type));
                break;
        }
    }

    private void ReadMessage(ref JsonWalk item, JsonPlace place)
    {
        Role? role = null;
        ImmutableArray<ContentPart>? content = null;
        ItemRest rest = new(place);
        while (item.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("role"u8))
            {
                role = RoleOf(item, place);
            }
            else if (name.SequenceEqual("content"u8))
            {
                content = ResponsesContentDecoder.Read(ref item, place, "content", ResponsesPaths.Content);
            }
            else
            {
                rest.TakeOfItem(ref item, name);
            }
        }

        Message message = new()
        {
            Role = role ?? throw ResponsesItemDecoder.Missing(place, "role"),
            Parts = content ?? throw ResponsesItemDecoder.Missing(place, "content"),
            Place = place,
            Extras = rest.Extras,
        };
        if (message.Role == Role.Assistant)
        {
            AddToTurn([.. message.Parts]);
            _turnExtras.AddRange(message.Extras);
        }
        else
        {
            EndTurn();
            _messages.Add(message);
        }
    }

    private void ReadResult(ref JsonWalk item, JsonPlace place, bool isFreeform)
    {
        string? callId = null;
        ImmutableArray<ContentPart> output = [];
        ItemRest rest = new(place);
        while (item.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("call_id"u8))
            {
                callId = item.Text(place, "call_id");
            }
            else if (name.SequenceEqual("output"u8))
            {
                output = ResponsesContentDecoder.Read(ref item, place, "output", ResponsesPaths.Result);
            }
            else
            {
                rest.TakeOfItem(ref item, name);
            }
        }

        EndTurn();
        ToolResultPart result = new(callId ?? throw ResponsesItemDecoder.Missing(place, "call_id"), output)
        {
            IsFreeform = isFreeform, Place = place, Extras = rest.Extras,
        };
        _messages.Add(new Message { Role = Role.Tool, Parts = [result], Place = place });
    }

    private void AddToTurn(params ReadOnlySpan<ContentPart> parts)
    {
        foreach (ContentPart part in parts)
        {
            _turnPlace = _turn.Count == 0 ? ResponsesPaths.ItemOf(part.Place) : _turnPlace;
            _turn.Add(part);
        }
    }

    private void EndTurn()
    {
        if (_turn.Count > 0)
        {
            _messages.Add(new Message { Role = Role.Assistant, Parts = _turn.ToImmutable(), Place = _turnPlace, Extras = _turnExtras.ToImmutable() });
        }

        _turn.Clear();
        _turnExtras.Clear();
    }

    private static Role RoleOf(in JsonWalk role, JsonPlace place) => role.Text(place, "role") switch
    {
        "user" => Role.User,
        "assistant" => Role.Assistant,
        "system" => Role.System,
        "developer" => Role.Developer,
        _ => throw JsonWalk.Refuse(place.Member("role"), "must be user, assistant, system or developer"),
    };
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.OpenAIChat;

/// <summary>Reads the calls of tools in a message: functions; what else there is (custom tools) stays as it is.</summary>
internal static class ChatCallDecoder
{
    /// <summary>Consumes <c>tool_calls</c>.</summary>
    public static ImmutableArray<ContentPart> Calls(ref JsonWalk walk, in ChatMessagePlaces places, SentRequest sent, string idStem)
    {
        walk.EnterArray(places.Message.Member("tool_calls"));
        ImmutableArray<ContentPart>.Builder calls = ImmutableArray.CreateBuilder<ContentPart>();
        while (walk.NextElement())
        {
            JsonPlace place = places.Call with { Second = calls.Count };
            // Some vendors leave the type out, which is a function then.
            ReadOnlySpan<byte> type = walk.PeekType(place);
            calls.Add(type.IsEmpty || type.SequenceEqual("function"u8)
                ? Call(ref walk, place, sent, idStem)
                : new NativePart(WireProtocol.OpenAIChat, Encoding.UTF8.GetString(type), walk.Raw()) { Place = place });
        }

        return calls.ToImmutable();
    }

    /// <summary>Consumes the deprecated <c>function_call</c>, which has no id.</summary>
    public static ToolCallPart FunctionCall(ref JsonWalk walk, JsonPlace place, SentRequest sent, string id)
    {
        ExtraList extras = new(WireProtocol.OpenAIChat);
        (string name, ReadOnlyMemory<byte> arguments) = Function(ref walk, place, sent, ref extras);
        return new ToolCallPart(id, name, arguments) { Place = place, Extras = extras.ToImmutable() };
    }

    private static ToolCallPart Call(ref JsonWalk walk, JsonPlace place, SentRequest sent, string idStem)
    {
        ExtraList extras = new(WireProtocol.OpenAIChat);
        string? id = null;
        (string Name, ReadOnlyMemory<byte> Arguments)? function = null;
        while (walk.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("id"u8))
            {
                id = walk.Text(place.Member("id"));
            }
            else if (name.SequenceEqual("function"u8))
            {
                function = Function(ref walk, place.Member("function"), sent, ref extras);
            }
            else if (name.SequenceEqual("type"u8) || name.SequenceEqual("index"u8))
            {
                walk.Skip();
            }
            else
            {
                extras.Take(name, ref walk, place);
            }
        }

        (string called, ReadOnlyMemory<byte> arguments) = function ?? throw JsonWalk.Refuse(place.Member("function"), "is missing");
        id = string.IsNullOrEmpty(id) ? string.Create(CultureInfo.InvariantCulture, $"{idStem}_{place.Second}") : id;
        return new ToolCallPart(id, called, arguments) { Place = place, Extras = extras.ToImmutable() };
    }

    private static (string Name, ReadOnlyMemory<byte> Arguments) Function(
        ref JsonWalk walk, JsonPlace place, SentRequest sent, ref ExtraList extras)
    {
        string? name = null;
        ReadOnlyMemory<byte> arguments = default;
        walk.EnterObject(place);
        while (walk.NextGiven(out ReadOnlySpan<byte> member))
        {
            if (member.SequenceEqual("name"u8))
            {
                name = walk.Text(place.Member("name"));
            }
            else if (member.SequenceEqual("arguments"u8))
            {
                // A text of JSON; some vendors send the object itself.
                arguments = walk.Kind == JsonTokenType.StartObject ? walk.Raw() : walk.TextBytes(place.Member("arguments"));
            }
            else
            {
                extras.Take(member, ref walk, place);
            }
        }

        return (sent.ClientToolName(name ?? throw JsonWalk.Refuse(place.Member("name"), "is missing")), arguments);
    }
}

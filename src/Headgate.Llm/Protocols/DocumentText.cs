using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols;

/// <summary>A document of a rerank call: a text, or an object around it.</summary>
internal static class DocumentText
{
    /// <summary>Takes the text as the JSON string it stands in; the object's other members are left out.</summary>
    public static ReadOnlyMemory<byte> Read(ref JsonWalk walk, JsonPlace place)
    {
        ExtraList unused = default;
        return Read(ref walk, place, ref unused, keepsRest: false);
    }

    /// <summary>Takes the text as the JSON string it stands in, and the object's other members as extras.</summary>
    public static ReadOnlyMemory<byte> Read(ref JsonWalk walk, JsonPlace place, ref ExtraList extras) =>
        Read(ref walk, place, ref extras, keepsRest: true);

    private static ReadOnlyMemory<byte> Read(ref JsonWalk walk, JsonPlace place, ref ExtraList extras, bool keepsRest)
    {
        if (walk.Kind == JsonTokenType.String)
        {
            return walk.Raw();
        }

        if (walk.Kind != JsonTokenType.StartObject)
        {
            throw walk.Mistyped(place, "a string, or an object with a text");
        }

        ReadOnlyMemory<byte>? text = null;
        while (walk.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("text"u8))
            {
                text = walk.Kind == JsonTokenType.String ? walk.Raw() : throw walk.Mistyped(place.Member("text"), "a string");
            }
            else if (keepsRest)
            {
                extras.Take(name, ref walk, place);
            }
            else
            {
                walk.Skip();
            }
        }

        return text ?? throw JsonWalk.Refuse(place.Member("text"), "is missing");
    }
}

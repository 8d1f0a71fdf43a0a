using System.Text;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.OpenAIResponses;

/// <summary>Reads <c>text.format</c>: https://platform.openai.com/docs/guides/structured-outputs, by the types of SDK 7.57 (2026-11-13).</summary>
internal static class ResponsesFormatDecoder
{
    /// <summary>Consumes the value; null when its type is none that the hub knows, and nothing is consumed.</summary>
    public static OutputFormat? Decode(ref JsonWalk format)
    {
        JsonPlace place = ResponsesPaths.Format;
        OutputKind? kind = Encoding.UTF8.GetString(format.PeekType(place)) switch
        {
            "text" => OutputKind.Text,
            "json_object" => OutputKind.JsonObject,
            "json_schema" => OutputKind.JsonSchema,
            "" => throw ResponsesItemDecoder.Missing(place, "type"),
            _ => null,
        };
        if (kind is null)
        {
            return null;
        }

        OutputFormat decoded = new(kind.Value, place.ToString());
        ExtraList extras = new(WireProtocol.OpenAIResponses);
        while (format.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("name"u8))
            {
                decoded = decoded with { Name = format.Text(place, "name") };
            }
            else if (name.SequenceEqual("description"u8))
            {
                decoded = decoded with { Description = format.Text(place, "description") };
            }
            else if (name.SequenceEqual("strict"u8))
            {
                decoded = decoded with { Strict = format.Flag(place, "strict") };
            }
            else if (name.SequenceEqual("schema"u8))
            {
                decoded = decoded with { Schema = format.Object(place, "schema") };
            }
            else if (!name.SequenceEqual("type"u8))
            {
                extras.Take(name, ref format, place);
            }
        }

        return decoded.Kind == OutputKind.JsonSchema && decoded.Schema is null
            ? throw JsonWalk.Refuse(place.Member("schema"), "is missing; send the schema that the answer must fit")
            : decoded with { Extras = extras.ToImmutable() };
    }
}

using System.Text;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.OpenAIChat;

/// <summary>Reads <c>response_format</c>: https://platform.openai.com/docs/guides/structured-outputs, by the types of SDK 7.57 (2026-11-13).</summary>
internal static class ChatFormatDecoder
{
    /// <summary>The form asked for; null when its type is none of OpenAI's.</summary>
    public static OutputFormat? Decode(JsonWalk format, string path)
    {
        JsonPlace place = new(path);
        OutputKind? kind = KindOf(format, place);
        OutputFormat decoded = new(kind ?? OutputKind.Text, path);
        ExtraList extras = new(WireProtocol.OpenAIChat);
        while (kind is not null && format.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("json_schema"u8))
            {
                decoded = Schema(decoded, ref format, place.Member("json_schema"), ref extras);
            }
            else if (!name.SequenceEqual("type"u8))
            {
                extras.Take(name, ref format, place);
            }
        }

        if (kind == OutputKind.JsonSchema && decoded.Schema is null)
        {
            throw JsonWalk.Refuse(place.Member("json_schema").Member("schema"), "is missing; send the schema that the answer must fit");
        }

        return kind is null ? null : decoded with { Extras = extras.ToImmutable() };
    }

    private static OutputKind? KindOf(in JsonWalk format, JsonPlace place) => Encoding.UTF8.GetString(format.PeekType(place)) switch
    {
        "text" => OutputKind.Text,
        "json_object" => OutputKind.JsonObject,
        "json_schema" => OutputKind.JsonSchema,
        "" => throw JsonWalk.Refuse(place.Member("type"), "is missing"),
        _ => null,
    };

    private static OutputFormat Schema(OutputFormat format, ref JsonWalk schema, JsonPlace place, ref ExtraList extras)
    {
        schema.EnterObject(place);
        format = format with { SchemaPath = place.ToString() };
        while (schema.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("name"u8))
            {
                format = format with { Name = schema.Text(place.Member("name")) };
            }
            else if (name.SequenceEqual("description"u8))
            {
                format = format with { Description = schema.Text(place.Member("description")) };
            }
            else if (name.SequenceEqual("strict"u8))
            {
                format = format with { Strict = schema.Flag(place.Member("strict")) };
            }
            else if (name.SequenceEqual("schema"u8))
            {
                schema.EnterObject(place.Member("schema"));
                format = format with { Schema = schema.Raw() };
            }
            else
            {
                extras.Take(name, ref schema, place);
            }
        }

        return format;
    }
}

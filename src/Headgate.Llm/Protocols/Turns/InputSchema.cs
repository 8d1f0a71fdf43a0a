using System.Buffers;
using System.Text.Json;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.Turns;

/// <summary>
/// The JSON Schema of what a tool takes. Anthropic refuses one that does not say it is an object's
/// (<c>input_schema.type: Field required</c>, as its SDKs' types have it too, 2026-11-22).
/// </summary>
internal static class InputSchema
{
    /// <summary>The member that a value is put in whose schema is no object's.</summary>
    public const string Wrapping = "value";

    /// <summary>True when it says of a value that it is something else than an object: <c>{"type":"array"}</c>.</summary>
    public static bool IsOfNoObject(ReadOnlyMemory<byte> schema) => Find(schema, "type"u8) is { } type && !new JsonWalk(type).Is("object"u8);

    /// <summary>The schema of an object, with the type that it may leave unsaid.</summary>
    public static ReadOnlyMemory<byte> Typed(ReadOnlyMemory<byte> schema)
    {
        JsonWalk members = new(schema);
        if (members.Kind != JsonTokenType.StartObject || Find(schema, "type"u8) is not null)
        {
            return schema;
        }

        return With(schema, static writer => writer.WriteString("type"u8, "object"u8));
    }

    /// <summary>
    /// The schema of an object that says which members it has, if only that it has none: OpenAI refuses one that does not
    /// (<c>object schema missing properties</c>: https://github.com/spring-projects/spring-ai/issues/4776, read 2026-11-23).
    /// </summary>
    public static ReadOnlyMemory<byte> Listed(ReadOnlyMemory<byte> schema)
    {
        ReadOnlyMemory<byte> typed = Typed(schema);
        bool isOther = new JsonWalk(typed).Kind != JsonTokenType.StartObject || IsOfNoObject(typed);
        return isOther || Find(typed, "properties"u8) is not null ? typed : With(typed, static writer =>
        {
            writer.WriteStartObject("properties"u8);
            writer.WriteEndObject();
        });
    }

    /// <summary>The schema of an object that has the value. Definitions stay at the root, where references look for them.</summary>
    public static ReadOnlyMemory<byte> Wrapped(ReadOnlyMemory<byte> schema)
    {
        var wrapped = new ArrayBufferWriter<byte>(schema.Length + 100);
        using Utf8JsonWriter writer = JsonOutput.Open(wrapped);
        writer.WriteStartObject();
        writer.WriteString("type"u8, "object"u8);
        writer.WriteStartObject("properties"u8);
        writer.WriteRaw(Wrapping, schema);
        writer.WriteEndObject();
        writer.WriteStartArray("required"u8);
        writer.WriteStringValue(Wrapping);
        writer.WriteEndArray();
        WriteDefinitions(writer, schema, "$defs"u8);
        WriteDefinitions(writer, schema, "definitions"u8);
        writer.WriteEndObject();
        writer.Flush();
        return wrapped.WrittenMemory;
    }

    /// <summary>The value that arguments of a wrapped schema have in them; the arguments themselves where it is missing.</summary>
    public static ReadOnlyMemory<byte> Unwrap(ReadOnlyMemory<byte> arguments) => Find(arguments, "value"u8) ?? arguments;

    // What is added comes first.
    private static ReadOnlyMemory<byte> With(ReadOnlyMemory<byte> schema, Action<Utf8JsonWriter> add)
    {
        var output = new ArrayBufferWriter<byte>(schema.Length + 40);
        using Utf8JsonWriter writer = JsonOutput.Open(output);
        writer.WriteStartObject();
        add(writer);
        JsonWalk members = new(schema);
        members.EnterObject(default);
        while (members.NextGiven(out ReadOnlySpan<byte> name))
        {
            writer.WriteRaw(name, members.Raw());
        }

        writer.WriteEndObject();
        writer.Flush();
        return output.WrittenMemory;
    }

    private static void WriteDefinitions(Utf8JsonWriter writer, ReadOnlyMemory<byte> schema, ReadOnlySpan<byte> member)
    {
        if (Find(schema, member) is { } definitions)
        {
            writer.WriteRaw(member, definitions);
        }
    }

    private static ReadOnlyMemory<byte>? Find(ReadOnlyMemory<byte> json, ReadOnlySpan<byte> member)
    {
        // What a model wrote may be cut off, which is no JSON.
        if (!new JsonSkim(json.Span).TryWalk(int.MaxValue))
        {
            return null;
        }

        JsonWalk members = new(json);
        members.EnterObject(default);
        while (members.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual(member))
            {
                return members.Raw();
            }

            members.Skip();
        }

        return null;
    }
}

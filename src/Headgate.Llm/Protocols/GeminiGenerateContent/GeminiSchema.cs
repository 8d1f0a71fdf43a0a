using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols.Gemini;

namespace Headgate.Llm.Protocols.GeminiGenerateContent;

/// <summary>
/// Google's own schemas, a part of OpenAPI's, as JSON Schemas: types in capitals, <c>nullable</c>, bounds that may be texts, and an order of
/// properties, which models follow where these are written in it. https://ai.google.dev/api/caching#Schema, read 2026-11-22.
/// </summary>
internal static class GeminiSchema
{
    // In the order of their numbers.
    private static readonly string[] Types = ["TYPE_UNSPECIFIED", "STRING", "NUMBER", "INTEGER", "BOOLEAN", "ARRAY", "OBJECT", "NULL"];

    /// <summary>The JSON Schema of a schema of Google's.</summary>
    public static ReadOnlyMemory<byte> ToJsonSchema(ReadOnlyMemory<byte> schema)
    {
        ArrayBufferWriter<byte> output = new(schema.Length + 16);
        using Utf8JsonWriter json = JsonOutput.Open(output);
        JsonWalk walk = new(schema);
        Write(json, ref walk);
        json.Flush();
        return output.WrittenMemory;
    }

    private static void Write(Utf8JsonWriter json, ref JsonWalk walk)
    {
        if (walk.Kind != JsonTokenType.StartObject)
        {
            json.WriteRaw(walk.Raw());
            return;
        }

        (bool isNullable, ImmutableArray<string> order) = LookAt(walk);
        json.WriteStartObject();
        while (walk.NextGiven(out ReadOnlySpan<byte> written))
        {
            WriteMember(json, GeminiName.Of(written), ref walk, isNullable, order);
        }

        json.WriteEndObject();
    }

    private static void WriteMember(
        Utf8JsonWriter json, ReadOnlySpan<byte> name, ref JsonWalk walk, bool isNullable, ImmutableArray<string> order)
    {
        if (name.SequenceEqual("nullable"u8) || name.SequenceEqual("propertyOrdering"u8))
        {
            walk.Skip();
        }
        else if (name.SequenceEqual("type"u8) && walk.Kind is JsonTokenType.String or JsonTokenType.Number)
        {
            WriteType(json, GeminiScalar.Word(walk, new JsonPlace("$.type"), Types), isNullable);
        }
        else if (name.SequenceEqual("enum"u8) && walk.Kind == JsonTokenType.StartArray)
        {
            WriteChoices(json, ref walk, isNullable);
        }
        else if (name.SequenceEqual("properties"u8) && !order.IsEmpty && walk.Kind == JsonTokenType.StartObject)
        {
            json.WritePropertyName(name);
            WriteInOrder(json, ref walk, order);
        }
        else if (name.SequenceEqual("properties"u8) || name.SequenceEqual("defs"u8) || name.SequenceEqual("$defs"u8))
        {
            json.WritePropertyName(name);
            WriteEach(json, ref walk);
        }
        else if (name.SequenceEqual("anyOf"u8) && walk.Kind == JsonTokenType.StartArray)
        {
            WriteAll(json, name, ref walk, isNullable);
        }
        else if (name.SequenceEqual("items"u8) || name.SequenceEqual("additionalProperties"u8))
        {
            json.WritePropertyName(name);
            Write(json, ref walk);
        }
        else
        {
            json.WritePropertyName(name);
            WriteBound(json, name, ref walk);
        }
    }

    private static void WriteType(Utf8JsonWriter json, string type, bool isNullable)
    {
        if (type == "TYPE_UNSPECIFIED")
        {
            return;
        }

        string name = type.ToLowerInvariant();
        if (!isNullable)
        {
            json.WriteString("type"u8, name);
            return;
        }

        json.WriteStartArray("type"u8);
        json.WriteStringValue(name);
        json.WriteStringValue("null"u8);
        json.WriteEndArray();
    }

    private static void WriteChoices(Utf8JsonWriter json, ref JsonWalk walk, bool isNullable)
    {
        json.WriteStartArray("enum"u8);
        while (walk.NextElement())
        {
            json.WriteRaw(walk.Raw());
        }

        if (isNullable)
        {
            json.WriteNullValue();
        }

        json.WriteEndArray();
    }

    private static void WriteAll(Utf8JsonWriter json, ReadOnlySpan<byte> name, ref JsonWalk walk, bool isNullable)
    {
        json.WriteStartArray(name);
        while (walk.NextElement())
        {
            Write(json, ref walk);
        }

        if (isNullable)
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "null"u8);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteEach(Utf8JsonWriter json, ref JsonWalk walk)
    {
        if (walk.Kind != JsonTokenType.StartObject)
        {
            json.WriteRaw(walk.Raw());
            return;
        }

        json.WriteStartObject();
        while (walk.NextMember(out ReadOnlySpan<byte> name))
        {
            json.WritePropertyName(name);
            Write(json, ref walk);
        }

        json.WriteEndObject();
    }

    // Those that the order does not name come last.
    private static void WriteInOrder(Utf8JsonWriter json, ref JsonWalk walk, ImmutableArray<string> order)
    {
        Dictionary<string, int> ranks = new(StringComparer.Ordinal);
        foreach (string name in order)
        {
            ranks.TryAdd(name, ranks.Count);
        }

        List<(string Name, ReadOnlyMemory<byte> Schema)> properties = [];
        while (walk.NextMember(out ReadOnlySpan<byte> name))
        {
            properties.Add((Encoding.UTF8.GetString(name), walk.Raw()));
        }

        json.WriteStartObject();
        foreach ((string name, ReadOnlyMemory<byte> schema) in properties.OrderBy(property => ranks.GetValueOrDefault(property.Name, int.MaxValue)))
        {
            JsonWalk property = new(schema);
            json.WritePropertyName(name);
            Write(json, ref property);
        }

        json.WriteEndObject();
    }

    // Numbers of 64 bits are texts in Google's JSON.
    private static void WriteBound(Utf8JsonWriter json, ReadOnlySpan<byte> name, ref JsonWalk walk)
    {
        bool isBound = name.EndsWith("Items"u8) || name.EndsWith("Length"u8) || name.EndsWith("Properties"u8);
        if (isBound && walk.Kind == JsonTokenType.String && long.TryParse(walk.Text(default), out long bound))
        {
            json.WriteNumberValue(bound);
        }
        else
        {
            json.WriteRaw(walk.Raw());
        }
    }

    // What bears on other members, wherever it stands.
    private static (bool IsNullable, ImmutableArray<string> Order) LookAt(JsonWalk schema)
    {
        bool isNullable = false;
        ImmutableArray<string> order = [];
        while (schema.NextGiven(out ReadOnlySpan<byte> written))
        {
            ReadOnlySpan<byte> name = GeminiName.Of(written);
            if (name.SequenceEqual("propertyOrdering"u8) && schema.Kind == JsonTokenType.StartArray)
            {
                order = ReadNames(ref schema);
                continue;
            }

            isNullable |= name.SequenceEqual("nullable"u8) && schema.Kind == JsonTokenType.True;
            schema.Skip();
        }

        return (isNullable, order);
    }

    private static ImmutableArray<string> ReadNames(ref JsonWalk names)
    {
        ImmutableArray<string>.Builder read = ImmutableArray.CreateBuilder<string>();
        while (names.NextElement())
        {
            if (names.Kind == JsonTokenType.String)
            {
                read.Add(names.Text(default));
            }
            else
            {
                names.Skip();
            }
        }

        return read.DrainToImmutable();
    }
}

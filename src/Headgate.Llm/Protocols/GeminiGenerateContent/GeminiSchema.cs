using System.Buffers;
using System.Text.Json;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.GeminiGenerateContent;

/// <summary>
/// Google's own schemas, a part of OpenAPI's, as JSON Schemas: types in capitals, <c>nullable</c>, bounds that may be texts, and an order of
/// properties, which there is none of there. https://ai.google.dev/api/caching#Schema, read 2026-11-22.
/// </summary>
internal static class GeminiSchema
{
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

        bool isNullable = IsNullable(walk);
        json.WriteStartObject();
        while (walk.NextGiven(out ReadOnlySpan<byte> written))
        {
            WriteMember(json, GeminiName.Of(written), ref walk, isNullable);
        }

        json.WriteEndObject();
    }

    private static void WriteMember(Utf8JsonWriter json, ReadOnlySpan<byte> name, ref JsonWalk walk, bool isNullable)
    {
        if (name.SequenceEqual("nullable"u8) || name.SequenceEqual("propertyOrdering"u8))
        {
            walk.Skip();
        }
        else if (name.SequenceEqual("type"u8) && walk.Kind == JsonTokenType.String)
        {
            WriteType(json, walk.Text(default), isNullable);
        }
        else if (name.SequenceEqual("enum"u8) && walk.Kind == JsonTokenType.StartArray)
        {
            WriteChoices(json, ref walk, isNullable);
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

    private static bool IsNullable(JsonWalk schema)
    {
        while (schema.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("nullable"u8))
            {
                return schema.Kind == JsonTokenType.True;
            }

            schema.Skip();
        }

        return false;
    }
}

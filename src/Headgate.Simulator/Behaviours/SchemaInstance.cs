using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Headgate.Simulator.Behaviours;

/// <summary>Makes a small instance that fits a JSON Schema, as far as structured outputs use the dialect: types, enums, constants,
/// properties, items, references, unions and bounds. Patterns are beyond it.</summary>
internal static class SchemaInstance
{
    /// <summary>From here on optional members are left out and unions avoid references, so that recursion ends.</summary>
    private const int FrugalDepth = 6;
    private const int DeepestDepth = 40;

    /// <summary>The instance's text; a string without a better idea says <paramref name="word"/>.</summary>
    public static string Of(JsonElement schema, string word) => Text(json => Write(json, schema, new Walk(schema, word, 0)));

    /// <summary>What the <c>json</c> behaviour says when the caller wants JSON of no given shape.</summary>
    public static string Answer(string word) => Text(json =>
    {
        json.WriteStartObject();
        json.WriteString("answer", word);
        json.WriteEndObject();
    });

    private static string Text(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, JsonStyle.Writer))
            write(json);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, JsonElement schema, Walk walk)
    {
        if (schema.ValueKind != JsonValueKind.Object || walk.Depth > DeepestDepth)
            json.WriteStringValue(walk.Word);
        else if (Constant(schema) is { } constant)
            constant.WriteTo(json);
        else if (Referred(schema, walk) is { } referred)
            Write(json, referred, walk.Down());
        else
            WriteType(json, schema, walk);
    }

    private static void WriteType(Utf8JsonWriter json, JsonElement schema, Walk walk)
    {
        switch (TypeOf(schema))
        {
            case "object":
                WriteObject(json, schema, walk);
                break;
            case "array":
                WriteArray(json, schema, walk);
                break;
            case "integer":
                json.WriteNumberValue((long)SchemaNumber.Of(schema, 1));
                break;
            case "number":
                json.WriteNumberValue(SchemaNumber.Of(schema, 1.5m));
                break;
            case "boolean":
                json.WriteBooleanValue(true);
                break;
            case "null":
                json.WriteNullValue();
                break;
            default:
                json.WriteStringValue(SchemaText.Of(schema, walk.Word));
                break;
        }
    }

    private static JsonElement? Constant(JsonElement schema)
    {
        if (schema.TryGetProperty("const", out var constant))
            return constant;
        return schema.Items("enum").FirstOrDefault() is { ValueKind: not JsonValueKind.Undefined } first ? first : null;
    }

    /// <summary>What the schema stands for, when it says so elsewhere: a reference, or the first fitting branch of a union.</summary>
    private static JsonElement? Referred(JsonElement schema, Walk walk)
    {
        if (schema.Text("$ref") is { } reference)
            return Resolve(walk.Root, reference);
        var branches = schema.Items("anyOf").Concat(schema.Items("oneOf")).Concat(schema.Items("allOf")).ToList();
        if (branches.Count == 0 || schema.TryGetProperty("properties", out _))
            return null;
        var preferred = walk.Depth < FrugalDepth
            ? branches.FirstOrDefault(branch => branch.Text("type") != "null")
            : branches.FirstOrDefault(branch => branch.Text("$ref") is null);
        return preferred.ValueKind == JsonValueKind.Object ? preferred : branches[0];
    }

    private static JsonElement? Resolve(JsonElement root, string reference)
    {
        var at = root;
        foreach (var step in reference.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
                return null;
        }

        return at;
    }

    private static string? TypeOf(JsonElement schema)
    {
        if (schema.Text("type") is { } type)
            return type;
        var listed = schema.Items("type").Select(item => item.GetString()).FirstOrDefault(name => name != "null");
        return listed ?? (schema.TryGetProperty("properties", out _) ? "object" : null);
    }

    private static void WriteObject(Utf8JsonWriter json, JsonElement schema, Walk walk)
    {
        var required = schema.Items("required").Select(name => name.GetString()).ToHashSet(StringComparer.Ordinal);
        json.WriteStartObject();
        if (schema.Object("properties") is { } properties)
        {
            foreach (var property in properties.EnumerateObject())
            {
                if (walk.Depth >= FrugalDepth && !required.Contains(property.Name))
                    continue;
                json.WritePropertyName(property.Name);
                Write(json, property.Value, walk.Into(property.Name));
            }
        }

        json.WriteEndObject();
    }

    private static void WriteArray(Utf8JsonWriter json, JsonElement schema, Walk walk)
    {
        var least = (int)Math.Clamp(schema.Integer("minItems") ?? 0, 0, 1000);
        var most = schema.Integer("maxItems") ?? int.MaxValue;
        var count = walk.Depth >= FrugalDepth ? least : (int)Math.Min(Math.Max(1, least), most);
        var fixedItems = schema.Items("prefixItems").ToList();
        schema.TryGetProperty("items", out var items);
        json.WriteStartArray();
        for (var i = 0; i < Math.Max(count, fixedItems.Count); i++)
            Write(json, i < fixedItems.Count ? fixedItems[i] : items, walk.Down());
        json.WriteEndArray();
    }

    /// <summary>Where the writer is in the schema, and the word that a free string says there: the member's name.</summary>
    private readonly record struct Walk(JsonElement Root, string Word, int Depth)
    {
        public Walk Down() => this with { Depth = Depth + 1 };

        public Walk Into(string name) => new(Root, name, Depth + 1);
    }
}

using System.Text.Json;
using Headgate.Gateway.Config.Conditions;
using Headgate.Gateway.Config.Reading;

namespace Headgate.Gateway.Config.Shapes;

/// <summary>A condition on requests.</summary>
internal sealed class ConditionShape : Shape<Condition>
{
    public static ConditionShape Any { get; } = new();

    /// <inheritdoc />
    public override string Name => "condition";

    /// <inheritdoc />
    public override Written<Condition>? Read(ConfigNode node, ConfigReport report) =>
        new ConditionReader(report).Read(node) is { } condition ? new Written<Condition>(condition, node) : null;

    /// <inheritdoc />
    public override void WriteEffective(Utf8JsonWriter json, Written<Condition> value) =>
        JsonShape.Any.WriteEffective(json, new Written<ReadOnlyMemory<byte>>(default, value.Node));

    /// <inheritdoc />
    public override void WriteSchema(Utf8JsonWriter json) => json.WriteString("$ref", "#/$defs/condition");

    /// <summary>Writes what the schema refers to: conditions hold conditions.</summary>
    public static void WriteDefinition(Utf8JsonWriter json)
    {
        json.WriteStartObject("condition");
        json.WriteString("type", "object");
        json.WriteNumber("minProperties", 1);
        json.WriteStartObject("properties");
        foreach (string combination in (string[])["all", "any", "none"])
        {
            json.WriteStartObject(combination);
            json.WriteStartArray("type");
            json.WriteStringValue("array");
            json.WriteStringValue("object");
            json.WriteEndArray();
            json.WriteStartObject("items");
            json.WriteString("$ref", "#/$defs/condition");
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartObject("propertyNames");
        json.WriteString("pattern", $"^({string.Join('|', Fields.Names.Select(Pattern))}|all|any|none)$");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string Pattern(string field) =>
        field.Replace(".", "\\.", StringComparison.Ordinal).Replace("*", ".+", StringComparison.Ordinal);
}

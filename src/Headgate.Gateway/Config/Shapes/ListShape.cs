using System.Collections.Immutable;
using System.Text.Json;
using Headgate.Gateway.Config.Reading;

namespace Headgate.Gateway.Config.Shapes;

/// <summary>A list; a single value may stand without its brackets.</summary>
internal sealed class ListShape<T>(Shape<T> item) : Shape<ImmutableArray<Written<T>>>
{
    /// <inheritdoc />
    public override string Name => $"list of {item.Name}";

    /// <inheritdoc />
    public override (Shape Shape, string Path)? Inner => (item, "[]");

    /// <inheritdoc />
    public override ImmutableArray<Written<T>> Empty => [];

    /// <inheritdoc />
    public override Written<ImmutableArray<Written<T>>>? Read(ConfigNode node, ConfigReport report)
    {
        ImmutableArray<ConfigNode> items = node switch
        {
            ConfigNode.List list => list.Items,
            ConfigNode.Nothing => [],
            _ => [node],
        };
        ImmutableArray<Written<T>> values = [.. items.Select(each => item.Read(each, report)).OfType<Written<T>>()];
        return values.Length == items.Length || !values.IsEmpty ? new Written<ImmutableArray<Written<T>>>(values, node) : null;
    }

    /// <inheritdoc />
    public override void WriteEffective(Utf8JsonWriter json, Written<ImmutableArray<Written<T>>> value)
    {
        json.WriteStartArray();
        foreach (Written<T> each in value.Value)
        {
            item.WriteEffective(json, each);
        }

        json.WriteEndArray();
    }

    /// <inheritdoc />
    public override void WriteSchema(Utf8JsonWriter json)
    {
        json.WriteStartArray("anyOf");
        json.WriteStartObject();
        json.WriteString("type", "array");
        json.WriteStartObject("items");
        item.WriteSchema(json);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject();
        item.WriteSchema(json);
        json.WriteEndObject();
        json.WriteEndArray();
    }
}

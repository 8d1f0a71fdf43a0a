using System.Collections.Immutable;
using System.Text.Json;
using Headgate.Gateway.Config.Reading;

namespace Headgate.Gateway.Config.Shapes;

/// <summary>A map whose names the operator chooses, in written order.</summary>
internal sealed class MapShape<T>(Shape<T> item) : Shape<ImmutableArray<Named<T>>>
{
    private const int MaxName = 256;

    /// <inheritdoc />
    public override string Name => $"map of names to {item.Name}";

    /// <inheritdoc />
    public override (Shape Shape, string Path)? Inner => (item, ".<name>");

    /// <inheritdoc />
    public override ImmutableArray<Named<T>> Empty => [];

    /// <inheritdoc />
    public override Written<ImmutableArray<Named<T>>>? Read(ConfigNode node, ConfigReport report) => node switch
    {
        ConfigNode.Map map => new Written<ImmutableArray<Named<T>>>([.. map.Members.SelectMany(member => Read(member, report))], node),
        ConfigNode.Nothing => new Written<ImmutableArray<Named<T>>>([], node),
        _ => Refuse(node, report),
    };

    /// <inheritdoc />
    public override void WriteEffective(Utf8JsonWriter json, Written<ImmutableArray<Named<T>>> value)
    {
        json.WriteStartObject();
        foreach (Named<T> member in value.Value)
        {
            json.WritePropertyName(member.Name);
            item.WriteEffective(json, member.Written);
        }

        json.WriteEndObject();
    }

    /// <inheritdoc />
    public override void WriteSchema(Utf8JsonWriter json)
    {
        json.WriteStartArray("type");
        json.WriteStringValue("object");
        json.WriteStringValue("null");
        json.WriteEndArray();
        json.WriteStartObject("additionalProperties");
        item.WriteSchema(json);
        json.WriteEndObject();
    }

    private IEnumerable<Named<T>> Read(ConfigMember member, ConfigReport report)
    {
        if (member.Name.Length is 0 or > MaxName || member.Name.Any(char.IsControl))
        {
            report.Error(member.At, $"a name has 1 to {MaxName} printable characters");
        }
        else if (item.Read(member.Value, report) is { } written)
        {
            yield return new Named<T>(member.Name, member.At, written);
        }
    }
}

using System.Text.Json;
using Headgate.Gateway.Config.Reading;

namespace Headgate.Gateway.Config.Shapes;

/// <summary>A map of known keys. An unknown key is an error, with a guess at what was meant.</summary>
internal sealed class SectionShape(params Key[] keys) : Shape<Section>
{
    private readonly Dictionary<string, Key> _byName = keys.ToDictionary(key => key.Name, StringComparer.Ordinal);

    /// <inheritdoc />
    public override string Name => "map";

    /// <inheritdoc />
    public override IReadOnlyList<Key> Keys => keys;

    /// <inheritdoc />
    public override Section Empty => Section.Empty;

    /// <inheritdoc />
    public override Written<Section>? Read(ConfigNode node, ConfigReport report)
    {
        ConfigNode.Map? map = node switch
        {
            ConfigNode.Map written => written,
            ConfigNode.Nothing => new ConfigNode.Map(node.At, []),
            _ => null,
        };
        return map is null ? Refuse(node, report) : new Written<Section>(Read(map, report), node);
    }

    /// <inheritdoc />
    public override void WriteEffective(Utf8JsonWriter json, Written<Section> value)
    {
        json.WriteStartObject();
        foreach (Key key in keys)
        {
            key.WriteEffective(json, value.Value);
        }

        json.WriteEndObject();
    }

    /// <inheritdoc />
    public override void WriteSchema(Utf8JsonWriter json)
    {
        Key[] readable = [.. keys.Where(key => key.Shape is not null)];
        json.WriteStartArray("type");
        json.WriteStringValue("object");
        if (!readable.Any(key => key.IsRequired))
        {
            json.WriteStringValue("null");
        }

        json.WriteEndArray();
        json.WriteStartObject("properties");
        foreach (Key key in readable)
        {
            WriteSchema(json, key);
        }

        json.WriteEndObject();
        json.WriteStartArray("required");
        foreach (Key key in readable.Where(key => key.IsRequired))
        {
            json.WriteStringValue(key.Name);
        }

        json.WriteEndArray();
        json.WriteBoolean("additionalProperties", false);
    }

    private Section Read(ConfigNode.Map map, ConfigReport report)
    {
        var values = new Dictionary<Key, object?>();
        foreach (ConfigMember member in map.Members)
        {
            if (_byName.TryGetValue(member.Name, out Key? key))
            {
                values[key] = key.Read(key is LaterKey ? member.Value with { At = member.At } : member.Value, report);
            }
            else
            {
                report.Error(member.At, "unknown key", NearName.Ask(member.Name, _byName.Keys));
            }
        }

        foreach (Key missing in keys.Where(key => key.IsRequired && !values.ContainsKey(key)))
        {
            report.Error(map.At, $"`{missing.Name}` is missing");
        }

        return new Section(map.At, values);
    }

    private static void WriteSchema(Utf8JsonWriter json, Key key)
    {
        json.WriteStartObject(key.Name);
        json.WriteString("description", key.Default is null ? key.Summary : $"{key.Summary} Default: {key.Default}.");
        if (key.Default is not null)
        {
            json.WriteString("default", key.Default);
        }

        key.Shape!.WriteSchema(json);
        json.WriteEndObject();
    }
}

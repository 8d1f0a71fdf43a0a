using System.Text.Json;
using Headgate.Gateway.Config.Reading;

namespace Headgate.Gateway.Config.Shapes;

/// <summary>A key that this version reads.</summary>
internal sealed class Key<T>(string name, Shape<T> shape, string summary) : Key(name, summary)
{
    private Written<T>? _default;

    /// <inheritdoc />
    public override Shape Shape => shape;

    /// <summary>What counts when nothing is written.</summary>
    public T DefaultValue => Default is null ? shape.Empty : ReadDefault().Value;

    /// <inheritdoc />
    public override object? Read(ConfigNode node, ConfigReport report) => shape.Read(node, report);

    /// <inheritdoc />
    public override void WriteEffective(Utf8JsonWriter json, Section section)
    {
        Written<T>? written = section.Find(this) ?? (Default is not null ? ReadDefault() : ReadNothing());
        if (written is not null)
        {
            json.WritePropertyName(Name);
            shape.WriteEffective(json, written);
        }
    }

    /// <summary>A section that was not written still has its keys' defaults.</summary>
    private Written<T>? ReadNothing() =>
        shape.Keys.Any(key => key.Default is not null || key.Shape?.Keys.Count > 0) && !shape.Keys.Any(key => key.IsRequired)
            ? new Written<T>(shape.Empty, new ConfigNode.Nothing(default))
            : null;

    private Written<T> ReadDefault()
    {
        if (_default is null)
        {
            var report = new ConfigReport();
            _default = shape.Read(YamlReader.Read("default", Default!, report) ?? new ConfigNode.Nothing(default), report)
                ?? throw new InvalidOperationException($"The default of `{Name}` is not what `{Name}` takes.");
        }

        return _default;
    }
}

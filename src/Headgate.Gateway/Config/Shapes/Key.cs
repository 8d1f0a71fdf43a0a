using System.Text.Json;
using Headgate.Gateway.Config.Reading;

namespace Headgate.Gateway.Config.Shapes;

/// <summary>
/// A key of the config, described once: reading, checking of types, defaults, documentation, the JSON Schema and the effective
/// config all come from this description.
/// </summary>
internal abstract class Key(string name, string summary)
{
    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>What it means, one sentence.</summary>
    public string Summary => summary;

    /// <summary>The value that counts when none is written, in YAML; null when there is none.</summary>
    public string? Default { get; init; }

    /// <summary>True when it has to be written.</summary>
    public bool IsRequired { get; init; }

    /// <summary>The form of its value; null for a key of a later version.</summary>
    public abstract Shape? Shape { get; }

    /// <summary>Reads its value; null when it does not fit.</summary>
    public abstract object? Read(ConfigNode node, ConfigReport report);

    /// <summary>Writes name and value of the effective config, when there is a value.</summary>
    public abstract void WriteEffective(Utf8JsonWriter json, Section section);
}

using System.Text.Json;
using Headgate.Gateway.Config.Description;
using Headgate.Gateway.Config.Shapes;

namespace Headgate.Gateway.Config;

/// <summary>The JSON Schema (draft 2020-12) of a config file, for editors.</summary>
public static class ConfigSchema
{
    /// <summary>Writes the schema as one object.</summary>
    public static void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
        json.WriteString("title", "headgate.yaml");
        json.WriteString("description", "The config of Headgate, an AI gateway.");
        RootKeys.Shape.WriteSchema(json);
        json.WriteStartObject("$defs");
        json.WriteStartObject("variable");
        json.WriteString("description", "A value out of an environment variable or a file: ${VAR}, ${VAR:-default}, ${file:PATH}.");
        json.WriteString("type", "string");
        json.WriteString("pattern", @"\$\{.+\}");
        json.WriteEndObject();
        ConditionShape.WriteDefinition(json);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}

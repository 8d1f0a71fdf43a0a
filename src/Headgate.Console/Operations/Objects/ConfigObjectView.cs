using System.Text.Json;
using System.Text.Json.Serialization;
using Headgate.Gateway.Config;
using Headgate.Gateway.Stores;

namespace Headgate.Console.Operations.Objects;

/// <summary>A provider or a model alias as it is configured.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Source"><c>file</c>: from a config file or the environment, read-only here. <c>store</c>: made at run time.</param>
/// <param name="Version">Changes with each change; null for what comes from files.</param>
/// <param name="Config">What stands in a config file, or would; <c>***</c> in place of each secret. From files with all defaults.</param>
public sealed record ConfigObjectView(
    string Name,
    [property: JsonConverter(typeof(SnakeCaseEnumConverter<ConfigLayer>))] ConfigLayer Source,
    long? Version,
    JsonElement Config)
{
    /// <summary>What was there before, for the audit log.</summary>
    internal string? Before { get; init; }

    internal static ConfigObjectView Of(ConfigObject row) => new(row.Name, ConfigLayer.Store, row.Version, JsonElement.Parse(row.Body));
}

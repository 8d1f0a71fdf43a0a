using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Headgate.Gateway.Config;

namespace Headgate.Console.Operations.Health;

/// <summary>A model alias and where it leads.</summary>
/// <param name="Name">The name, or the pattern.</param>
/// <param name="Strategy">How the first target is chosen.</param>
/// <param name="Targets">The targets, in config order.</param>
/// <param name="FallbackOn">The faults after which the next target is tried.</param>
/// <param name="Source"><c>file</c>: from a config file, read-only here. <c>store</c>: made at run time.</param>
public sealed record ModelView(
    string Name,
    [property: JsonConverter(typeof(SnakeCaseEnumConverter<Strategy>))] Strategy Strategy,
    ImmutableArray<TargetView> Targets,
    ImmutableArray<string> FallbackOn,
    [property: JsonConverter(typeof(SnakeCaseEnumConverter<ConfigLayer>))] ConfigLayer Source)
{
    internal static ModelView Of(ModelAlias alias) => new(
        alias.Name, alias.Strategy, [.. alias.Targets.Select(TargetView.Of)], [.. alias.FallbackOn.Select(SnakeCase.Of)], alias.Layer);
}

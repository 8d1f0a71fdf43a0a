using System.Text.Json.Serialization;

namespace Headgate.Console.Operations.Config;

/// <summary>A config to check.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ValidateConfigInput
{
    /// <summary>The YAML, as it would stand in the file.</summary>
    public required string Text { get; init; }
}

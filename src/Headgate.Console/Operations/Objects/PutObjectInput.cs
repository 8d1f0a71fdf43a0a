using System.Text.Json;

namespace Headgate.Console.Operations.Objects;

/// <summary>A provider or a model alias to be stored.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Config">What would stand in a config file; <c>***</c> in place of a secret keeps the one that is there.</param>
/// <param name="Version">The version that is replaced; null for whatever is there.</param>
public sealed record PutObjectInput(string Name, JsonElement Config, long? Version = null)
{
    /// <summary>The name alone: what is to be stored holds secrets.</summary>
    public override string ToString() => Name;
}

using System.Collections.Immutable;

namespace Headgate.Llm.Chat;

/// <summary>The form an answer must have.</summary>
/// <param name="Kind">Which form.</param>
/// <param name="Path">Where it stood: <c>$.response_format</c>.</param>
public sealed record OutputFormat(OutputKind Kind, string Path)
{
    /// <summary>Where schema, name and description stood; default <see cref="Path"/>.</summary>
    public string SchemaPath { get => field ?? Path; init; }

    /// <summary>Where <see cref="Schema"/> stood; default the member <c>schema</c> there.</summary>
    public string SchemaMemberPath { get => field ?? $"{SchemaPath}.schema"; init; }

    /// <summary>Where <see cref="Strict"/> stood; default the member <c>strict</c> there.</summary>
    public string StrictPath { get => field ?? $"{SchemaPath}.strict"; init; }

    /// <summary>The schema's name (OpenAI); null when not said.</summary>
    public string? Name { get; init; }

    /// <summary>What the schema is for, for the model; null when not said.</summary>
    public string? Description { get; init; }

    /// <summary>The JSON Schema, for <see cref="OutputKind.JsonSchema"/>; else null.</summary>
    public ReadOnlyMemory<byte>? Schema { get; init; }

    /// <summary>True = the vendor makes sure that the answer fits; null = the vendor's default.</summary>
    public bool? Strict { get; init; }

    /// <summary>Members that only their own protocol knows; default none.</summary>
    public ImmutableArray<Extra> Extras { get; init; } = [];
}

using System.Collections.Frozen;
using Headgate.Llm.Chat;

namespace Headgate.Llm.Protocols;

/// <summary>
/// The part of JSON Schema that a vendor can hold a model to. A schema outside of it is refused with a 400 where the vendor is asked to enforce it
/// (<c>strict</c>), and taken as advice where it is not.
/// </summary>
internal sealed class SchemaDialect
{
    private static readonly string[] Shared =
    [
        "$schema", "$id", "$comment", "$ref", "$defs", "definitions", "title", "description", "type", "enum", "const", "anyOf",
        "properties", "required", "additionalProperties", "items", "format",
    ];

    /// <summary>
    /// OpenAI's: every property is required. https://platform.openai.com/docs/guides/structured-outputs, supported schemas, by way of
    /// https://jsonschemaprofiles.unitvectorylabs.com/schemas/openai, read 2026-11-23.
    /// </summary>
    public static SchemaDialect OpenAI { get; } = new(
        "OpenAI",
        ["pattern", "multipleOf", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minItems", "maxItems"])
    {
        RequiresAllProperties = true,
        WantsObjectAtRoot = true,
        TakesRecursion = true,
    };

    /// <summary>
    /// Anthropic's: no bounds of numbers and lengths, no recursion. https://platform.claude.com/docs/en/build-with-claude/structured-outputs, JSON
    /// Schema limitations, by way of its users' error messages, read 2026-11-23.
    /// </summary>
    public static SchemaDialect Anthropic { get; } = new("Anthropic", ["allOf", "default", "minItems"]) { LargestMinItems = 1 };

    private SchemaDialect(string vendor, string[] further)
    {
        Vendor = vendor;
        Keywords = Shared.Concat(further).ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>Whose it is, for the reason of a loss.</summary>
    public string Vendor { get; }

    /// <summary>The keywords known to be taken: what is not among them counts as refused.</summary>
    public FrozenSet<string> Keywords { get; }

    /// <summary>True when <c>required</c> must name every property.</summary>
    public bool RequiresAllProperties { get; private init; }

    /// <summary>True when the schema itself must be one of an object, and no <c>anyOf</c>.</summary>
    public bool WantsObjectAtRoot { get; private init; }

    /// <summary>True when a schema may refer to itself.</summary>
    public bool TakesRecursion { get; private init; }

    /// <summary>The most that <c>minItems</c> may say.</summary>
    public long LargestMinItems { get; private init; } = long.MaxValue;

    /// <summary>True when the vendor can hold a model to the schema, or there is none; else that is a loss.</summary>
    /// <param name="schema">A JSON Schema: strict JSON.</param>
    /// <param name="path">Where the client asked for it.</param>
    /// <param name="losses">Where it is named.</param>
    public bool Holds(ReadOnlyMemory<byte>? schema, string path, LossList losses)
    {
        string obstacle = "";
        bool isHeld = schema is not { } written || Takes(written, out obstacle);
        if (!isHeld)
        {
            losses.Add(path, obstacle);
        }

        return isHeld;
    }

    /// <summary>True when the vendor can hold a model to the schema.</summary>
    /// <param name="schema">A JSON Schema: strict JSON.</param>
    /// <param name="obstacle">What the vendor would refuse, for the reason of a loss: <c>Anthropic cannot enforce minimum</c>.</param>
    public bool Takes(ReadOnlyMemory<byte> schema, out string obstacle)
    {
        string? found = new SchemaInspection(this).Inspect(schema.Span);
        obstacle = found is null ? "" : $"{Vendor} cannot enforce {found}";
        return found is null;
    }
}

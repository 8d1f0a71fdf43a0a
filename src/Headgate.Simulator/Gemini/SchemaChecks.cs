using System.Text.Json;
using Headgate.Simulator.Serving;

namespace Headgate.Simulator.Gemini;

/// <summary>What is refused in a schema of the OpenAPI kind, beyond names that it does not know.</summary>
internal static class SchemaChecks
{
    private static readonly string[] Types = ["STRING", "NUMBER", "INTEGER", "BOOLEAN", "ARRAY", "OBJECT", "NULL"];

    public static VendorError? Violation(string path, JsonElement schema)
    {
        var type = schema.Text("type")?.ToUpperInvariant();
        if (schema.Member("type") is { } given && !Types.Contains(type))
            return GenerateChecks.Refuse($"Invalid value at '{path}.type' (type.googleapis.com/Type), {given.GetRawText()}");
        if (type == "ARRAY" && schema.Object("items") is null)
            return GenerateChecks.Refuse($"* GenerateContentRequest.{path}.items: missing field.");
        if (type == "OBJECT" && schema.Object("properties")?.EnumerateObject().Any() != true)
            return GenerateChecks.Refuse($"* GenerateContentRequest.{path}.properties: should be non-empty for OBJECT type");
        if (schema.Items("enum").Any() && type != "STRING")
            return GenerateChecks.Refuse($"* GenerateContentRequest.{path}.enum: only allowed for STRING type");
        return Inner(path, schema).Select(inner => Violation(inner.Path, inner.Schema)).FirstOrDefault(error => error is not null);
    }

    private static IEnumerable<(string Path, JsonElement Schema)> Inner(string path, JsonElement schema)
    {
        if (schema.Object("items") is { } items)
            yield return ($"{path}.items", items);
        foreach (var (i, branch) in schema.Items("anyOf").Index())
            yield return ($"{path}.any_of[{i}]", branch);
        if (schema.Object("properties") is not { } properties)
            yield break;
        foreach (var property in properties.EnumerateObject())
            yield return ($"{path}.properties[{property.Name}]", property.Value);
    }
}

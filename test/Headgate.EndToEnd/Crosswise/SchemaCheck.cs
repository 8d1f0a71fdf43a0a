using System.Text.Json;
using System.Text.RegularExpressions;

namespace Headgate.EndToEnd.Crosswise;

/// <summary>Holds JSON against a schema of this folder: the few keywords that those use, and no other.</summary>
internal static class SchemaCheck
{
    /// <summary>Asserts that a value fits.</summary>
    /// <param name="name">The schema's file, without its ending.</param>
    /// <param name="value">The value.</param>
    public static void Fits(string name, JsonElement value)
    {
        var flaws = Flaws(name, value);
        Assert.True(flaws.Count == 0, $"{string.Join('\n', flaws)}\n{value.GetRawText()}");
    }

    /// <summary>What does not fit, each with its path.</summary>
    public static List<string> Flaws(string name, JsonElement value)
    {
        var file = Path.Combine(AppContext.BaseDirectory, "Crosswise", "Schemas", $"{name}.json");
        return [.. Flaws("$", value, JsonElement.Parse(File.ReadAllText(file)))];
    }

    private static IEnumerable<string> Flaws(string path, JsonElement value, JsonElement schema) =>
        schema.EnumerateObject().SelectMany(keyword => keyword.Name switch
        {
            "type" => Type(path, value, keyword.Value),
            "const" => JsonElement.DeepEquals(value, keyword.Value) ? [] : [$"{path}: not {keyword.Value}"],
            "enum" => keyword.Value.EnumerateArray().Any(one => JsonElement.DeepEquals(value, one)) ? [] : [$"{path}: not one of {keyword.Value}"],
            "minimum" => value.ValueKind != JsonValueKind.Number || value.GetDecimal() >= keyword.Value.GetDecimal() ? [] : [$"{path}: too small"],
            "pattern" => value.ValueKind != JsonValueKind.String || Regex.IsMatch(value.GetString()!, keyword.Value.GetString()!, RegexOptions.Singleline)
                ? [] : [$"{path}: does not match {keyword.Value}"],
            "minItems" => value.ValueKind != JsonValueKind.Array || value.GetArrayLength() >= keyword.Value.GetInt32() ? [] : [$"{path}: too few"],
            "items" => value.ValueKind != JsonValueKind.Array
                ? [] : value.EnumerateArray().SelectMany((item, i) => Flaws($"{path}[{i}]", item, keyword.Value)),
            "required" => value.ValueKind != JsonValueKind.Object ? [] : keyword.Value.EnumerateArray()
                .Where(name => !value.TryGetProperty(name.GetString()!, out _)).Select(name => $"{path}.{name}: missing"),
            "properties" => value.ValueKind != JsonValueKind.Object ? [] : keyword.Value.EnumerateObject()
                .SelectMany(member => value.TryGetProperty(member.Name, out var found) ? Flaws($"{path}.{member.Name}", found, member.Value) : []),
            "additionalProperties" => value.ValueKind != JsonValueKind.Object ? [] : value.EnumerateObject()
                .Where(member => !schema.GetProperty("properties").TryGetProperty(member.Name, out _)).Select(member => $"{path}.{member.Name}: unknown"),
            _ => throw new NotSupportedException($"The keyword {keyword.Name}."),
        });

    private static IEnumerable<string> Type(string path, JsonElement value, JsonElement types)
    {
        var allowed = types.ValueKind == JsonValueKind.Array ? types.EnumerateArray().Select(type => type.GetString()) : [types.GetString()];
        return allowed.Contains(TypeOf(value)) ? [] : [$"{path}: not of type {types}"];
    }

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => value.ValueKind.ToString().ToLowerInvariant(),
    };
}

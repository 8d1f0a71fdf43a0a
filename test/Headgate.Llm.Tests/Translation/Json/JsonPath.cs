using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Headgate.Llm.Tests.Translation.Json;

/// <summary>Paths as losses have them, <c>$.messages[0].content[1].text</c>: read, written, listed.</summary>
internal static partial class JsonPath
{
    /// <summary>What stands there; null when nothing does, or a JSON null.</summary>
    public static JsonNode? Get(JsonNode? root, string path)
    {
        foreach (string step in Steps(path))
        {
            root = root switch
            {
                JsonArray array when Index(step) is { } index => index < array.Count ? array[index] : null,
                JsonObject members when Index(step) is null => members[step],
                _ => null,
            };
        }

        return root;
    }

    /// <summary>Puts a value there. The object or array around it must exist.</summary>
    public static void Set(JsonNode root, string path, JsonNode? value)
    {
        string[] steps = [.. Steps(path)];
        JsonNode around = steps[..^1].Aggregate(root, (node, step) => Index(step) is { } index ? node[index]! : node[step]!);
        if (Index(steps[^1]) is { } last)
        {
            around.AsArray()[last] = value;
        }
        else
        {
            around[steps[^1]] = value;
        }
    }

    /// <summary>All values that hold no others, with their paths.</summary>
    public static IEnumerable<(string Path, JsonNode? Value)> Leaves(JsonNode? node, string path = "$") => node switch
    {
        JsonObject { Count: > 0 } members => members.SelectMany(member => Leaves(member.Value, $"{path}.{member.Key}")),
        JsonArray { Count: > 0 } array => array.SelectMany((element, i) => Leaves(element, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"))),
        _ => [(path, node)],
    };

    /// <summary>The path of any element: <c>$.messages[].content[].text</c>.</summary>
    public static string Pattern(string path) => Number().Replace(path, "[]");

    /// <summary>True when the path is the other or lies inside it.</summary>
    public static bool IsWithin(string path, string outer) =>
        path.StartsWith(outer, StringComparison.Ordinal) && (path.Length == outer.Length || path[outer.Length] is '.' or '[');

    private static IEnumerable<string> Steps(string path) => Step().Matches(path).Select(match => match.Value);

    private static int? Index(string step) => step[0] == '[' ? int.Parse(step[1..^1], CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@"\[\d+\]|[^.$\[\]]+")]
    private static partial Regex Step();

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex Number();
}

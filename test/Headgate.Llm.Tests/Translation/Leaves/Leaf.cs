using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Headgate.Llm.Tests.Translation.Json;

namespace Headgate.Llm.Tests.Translation.Leaves;

/// <summary>A value of a body that holds no others, and what it is tried with.</summary>
/// <param name="Path">Where it stands: <c>$.tools[0].function.strict</c>.</param>
/// <param name="Values">What it is tried with, in turn.</param>
internal sealed record Leaf(string Path, ImmutableArray<LeafValue> Values)
{
    /// <summary>What a member is called that no documentation knows.</summary>
    public const string UnknownName = "never_heard_of";

    /// <summary>Its path in any element: <c>$.tools[].function.strict</c>.</summary>
    public string Pattern => JsonPath.Pattern(Path);

    public bool IsUnknown => Path.EndsWith(UnknownName, StringComparison.Ordinal);

    /// <summary>A leaf that takes any text: a marker, or a text with one for its <c>@</c>.</summary>
    public static Leaf Text(string path, string template = "@") => Value(path, $"\"{template}\"");

    /// <summary>A leaf that takes JSON, with a marker for its <c>@</c> if it has one.</summary>
    public static Leaf Value(string path, string template) => new(path,
    [
        template.Contains('@', StringComparison.Ordinal)
            ? new LeafValue(template.Replace("@", MarkerOf(path), StringComparison.Ordinal), MarkerOf(path))
            : new LeafValue(template),
    ]);

    /// <summary>A leaf that takes a number; this one stands nowhere else.</summary>
    public static Leaf Number(string path, string number) => new(path, [new LeafValue(number)]);

    /// <summary>A leaf that takes true and false.</summary>
    public static Leaf Flag(string path) => new(path, [new LeafValue("true"), new LeafValue("false")]);

    /// <summary>A leaf that takes a few words.</summary>
    public static Leaf OneOf(string path, params string[] words) => new(path, [.. words.Select(word => new LeafValue($"\"{word}\""))]);

    /// <summary>A member of an object that no documentation knows.</summary>
    public static Leaf Unknown(string path) => Text($"{path}.{UnknownName}");

    // Eight letters that pass for base64, an identifier and a name.
    private static string MarkerOf(string path) => $"zq{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)))[..6]}";
}

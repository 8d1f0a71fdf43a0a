using System.Globalization;

namespace Headgate.Llm.Chat;

/// <summary>
/// Where something stood in the body it was read from, as a JSON path that is spelled out only when somebody asks: a pattern with up to
/// three numbers, <c>$.messages[{0}].content[{1}]</c>, and the name of a member below.
/// </summary>
/// <param name="Shape">The path as a composite format; null for the root.</param>
/// <param name="First">The number for <c>{0}</c>.</param>
/// <param name="Second">The number for <c>{1}</c>.</param>
/// <param name="Third">The number for <c>{2}</c>.</param>
public readonly record struct JsonPlace(string? Shape, int First = 0, int Second = 0, int Third = 0)
{
    // The last member is kept apart, so that a place can be named for each value read without making a string of it.
    private string? Leaf { get; init; }

    /// <summary>The place of a member below this one.</summary>
    public JsonPlace Member(string name) => Flat() with { Leaf = name };

    /// <summary>The place of an element below this one. Allocates: for what is seldom asked.</summary>
    public JsonPlace Item(int index)
    {
        JsonPlace flat = Flat();
        return flat with { Shape = string.Create(CultureInfo.InvariantCulture, $"{flat.Shape ?? "$"}[{index}]") };
    }

    /// <summary>The path: <c>$.messages[3].content[0]</c>.</summary>
    public override string ToString()
    {
        string path = Shape is null ? "$" : string.Format(CultureInfo.InvariantCulture, Shape, First, Second, Third);
        return Leaf is null ? path : $"{path}.{Leaf}";
    }

    private JsonPlace Flat() => Leaf is null ? this : this with { Shape = $"{Shape ?? "$"}.{Escape(Leaf)}", Leaf = null };

    // A stranger's member may be called {0}.
    private static string Escape(string name) => name.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);
}

using System.Text;

namespace Headgate.EndToEnd.Fidelity;

/// <summary>
/// Writes JSON that a serializer never would: odd white space, numbers whose spelling matters, escapes where none are needed, names
/// that nobody knows. The same seed writes the same text.
/// </summary>
internal sealed class OddJson(int seed)
{
    private static readonly string[] Spaces = ["", "", " ", "  ", "\n", "\t ", "\r\n  "];
    private static readonly string[] Numbers =
        ["1.0", "1e3", "-0", "0.10", "1E+2", "12345678901234567890", "3.14159265358979323846264", "1e-7"];

    private static readonly string[] Words =
    [
        "word", "caf\\u00e9", "café", "\\/path\\/", "\\ud83d\\ude00", "😀", "tab\\t", "quote\\\"",
        "back\\\\slash", "\\u0000", "漢字", " ",
    ];

    private readonly Random _random = new(seed);

    public string Space() => Pick(Spaces);

    public string Text(int characters)
    {
        var text = new StringBuilder("\"");
        while (text.Length < characters)
            text.Append(Pick(Words)).Append(' ');
        return text.Append('"').ToString();
    }

    public string Value(int depth) => _random.Next(depth > 4 ? 4 : 6) switch
    {
        0 => Pick(Numbers),
        1 => Text(_random.Next(40)),
        2 => Pick(["true", "false"]),
        3 => "null",
        4 => $"[{Space()}{Joined(Some(depth))}{Space()}]",
        _ => $"{{{Space()}{Joined(Some(depth).Select((value, i) => Member($"{Pick(Words)}{i}", value)))}{Space()}}}",
    };

    /// <summary>An object of the given members and some that nobody knows, in any order.</summary>
    public byte[] Body(params string[] members)
    {
        var unknown = Enumerable.Range(0, _random.Next(5)).Select(i => Member($"x_unknown_{i}", Value(0)));
        string[] all = [.. members, .. unknown];
        _random.Shuffle(all);
        return Encoding.UTF8.GetBytes($"{Space()}{{{Space()}{Joined(all)}{Space()}}}{Space()}");
    }

    public T Pick<T>(T[] choices) => choices[_random.Next(choices.Length)];

    private string Member(string name, string value) => $"\"{name}\"{Space()}:{Space()}{value}";

    private string Joined(IEnumerable<string> parts) => string.Join($"{Space()},{Space()}", parts);

    private IEnumerable<string> Some(int depth) => Enumerable.Range(0, _random.Next(4)).Select(_ => Value(depth + 1)).ToList();
}

using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Headgate.Llm.Tests.Translation.Properties;

/// <summary>Random choices from a seed.</summary>
internal sealed class Draws(int seed)
{
    private static readonly string[] Words =
    [
        "water", "gate", "ditch", "rider", "weir", "seven",
        "Zürich", "水", "😀", "\"quoted\"", "line\nbreak", "back\\slash", "</tag>", "a\u2028b", "{0}", "tab\t",
    ];

    private readonly Random _random = new(seed);

    public bool Chance(int outOf) => _random.Next(outOf) == 0;

    public int Below(int bound) => _random.Next(bound);

    public T Of<T>(params ImmutableArray<T> choices) => choices[_random.Next(choices.Length)];

    public string Text() => string.Join(' ', Enumerable.Range(0, 1 + Below(6)).Select(_ => Of([.. Words])));

    public string Name() => $"{Of("read", "open", "close")}_{Of("gate", "gauge", "weir")}_{Below(9)}";

    public string Base64() => Convert.ToBase64String(BitConverter.GetBytes(_random.NextInt64()));

    /// <summary>Any JSON, at most so deep.</summary>
    public JsonNode? Json(int depth) => Below(depth > 0 ? 8 : 5) switch
    {
        0 => null,
        1 => JsonValue.Create(Chance(2)),
        2 => JsonValue.Create(Below(2000) - 1000),
        3 => JsonValue.Create(Below(1000) / 8.0),
        4 or 5 => JsonValue.Create(Text()),
        6 => new JsonArray([.. Enumerable.Range(0, Below(4)).Select(_ => Json(depth - 1))]),
        _ => Members(depth),
    };

    public JsonObject Members(int depth) =>
        new(Enumerable.Range(0, Below(4)).Select(i => KeyValuePair.Create($"{Of("a", "b", "{0}")}{i}", Json(depth - 1))));

    /// <summary>Adds a member half of the time.</summary>
    public void Maybe(JsonObject to, string name, Func<JsonNode?> value)
    {
        if (Chance(2))
            to[name] = value();
    }

    public IEnumerable<T> Several<T>(int most, Func<int, T> make) => Enumerable.Range(0, 1 + Below(most)).Select(make).ToArray();
}

using System.Text.Json;

namespace Headgate.Simulator.Tests;

/// <summary>Reads JSON by a short path: <c>choices.0.message.content</c>.</summary>
internal static class Path
{
    public static JsonElement At(this JsonElement element, string path) =>
        path.Split('.').Aggregate(element, (at, step) => int.TryParse(step, out var index) ? at[index] : at.GetProperty(step));

    public static string? TextAt(this JsonElement element, string path) => element.At(path).GetString();

    public static long NumberAt(this JsonElement element, string path) => element.At(path).GetInt64();

    public static bool Has(this JsonElement element, string name) => element.TryGetProperty(name, out _);

    public static IEnumerable<string> Names(this JsonElement element) => element.EnumerateObject().Select(member => member.Name);
}

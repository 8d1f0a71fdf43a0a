using System.Text.Json;
using System.Text.Json.Nodes;
using Headgate.Llm.Protocols;
using Headgate.Llm.Tests.Translation.Json;

namespace Headgate.Llm.Tests.Translation.Leaves;

/// <summary>Follows a leaf's value from the body it stood in to what was written of it.</summary>
internal static class Tracing
{
    public static Fate Follow(WireProtocol from, Leaf leaf, LeafValue value, Crossing.Outcome outcome, IEnumerable<Counterpart> counterparts)
    {
        JsonNode output = outcome.Json;
        if (PlaceOf(value, leaf.Path, outcome.Text, output) is { } place)
            return new Fate(FateKind.Arrived, JsonPath.Pattern(place));
        if (outcome.Losses.FirstOrDefault(loss => JsonPath.IsWithin(leaf.Path, loss.Path) || JsonPath.IsWithin(loss.Path, leaf.Path)) is { } loss)
            return new Fate(FateKind.Lost, loss.Reason);
        return counterparts.FirstOrDefault(c => c.Fits(from, leaf, value) && c.IsSeenIn(outcome.Text, output)) is { } counterpart
            ? new Fate(FateKind.Emulated, counterpart.How)
            : new Fate(FateKind.Vanished, outcome.Text);
    }

    private static string? PlaceOf(LeafValue value, string path, string text, JsonNode output)
    {
        if (value.Marker is { } marker)
        {
            return PathOf(marker, output) is { } place
                ? WithoutEnd(place, PathOf(marker, JsonNode.Parse(value.Json))![1..])
                : text.Contains(marker, StringComparison.Ordinal) ? path : null;
        }

        string sought = JsonMeaning.Of(JsonNode.Parse(value.Json));
        if (JsonMeaning.Of(JsonPath.Get(output, path)) == sought)
            return path;
        return JsonNode.Parse(value.Json)!.GetValueKind() == JsonValueKind.Number
            ? JsonPath.Leaves(output).FirstOrDefault(leaf => JsonMeaning.Of(leaf.Value) == sought).Path
            : null;
    }

    private static string? PathOf(string marker, JsonNode? json) =>
        JsonPath.Leaves(json).FirstOrDefault(leaf => IsText(leaf.Value) && leaf.Value!.GetValue<string>().Contains(marker, StringComparison.Ordinal)).Path;

    // Where the marker stands inside the client's own JSON says nothing of where that went.
    private static string WithoutEnd(string path, string end) => end.Length > 0 && path.EndsWith(end, StringComparison.Ordinal) ? path[..^end.Length] : path;

    private static bool IsText(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String;
}

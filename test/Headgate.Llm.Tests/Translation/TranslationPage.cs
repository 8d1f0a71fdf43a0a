using System.Collections.Immutable;
using System.Text;
using Headgate.Llm.Protocols;
using Headgate.Llm.Tests.Translation.Json;
using Headgate.Llm.Tests.Translation.Leaves;
using static Headgate.Llm.Protocols.WireProtocol;

namespace Headgate.Llm.Tests.Translation;

/// <summary>
/// The pages of <c>docs/translation/</c>, one to each kind of client: what becomes of each leaf on its way to every kind of vendor, and back, as it was
/// seen to become.
/// </summary>
internal static class TranslationPage
{
    private static readonly ImmutableArray<(WireProtocol Protocol, string Name, ImmutableArray<EgressTarget> Targets)> Vendors =
    [
        (OpenAIChat, "chat vendors", Targets.Chat), (AnthropicMessages, "Claude", Targets.Messages), (OpenAIResponses, "Responses", Targets.Responses),
        (GeminiGenerateContent, "Gemini", Targets.Gemini), (BedrockConverse, "Bedrock", Targets.Bedrock), (OllamaChat, "Ollama", Targets.Ollama),
    ];

    /// <summary>The kinds of clients.</summary>
    public static ImmutableArray<WireProtocol> Clients { get; } = [.. ChatCodecs.Ingress.Select(codec => codec.Protocol)];

    /// <summary>The name of a client's page.</summary>
    public static string FileOf(WireProtocol client) => $"{NativeProtocols.Get(client).Name}.md";

    /// <summary>The page of a client.</summary>
    public static string Of(WireProtocol client)
    {
        string name = client switch { AnthropicMessages => "Claude", OpenAIResponses => "Responses", GeminiGenerateContent => "Gemini", _ => "chat" };
        StringBuilder page = new($"# Translation for {name} clients\n\n");
        page.Append("Made by the tests of what they saw, and explained in [translation](../translation.md).\n");
        foreach ((WireProtocol vendor, string title, ImmutableArray<EgressTarget> targets) in Vendors.Where(vendor => vendor.Protocol != client))
        {
            Add(page, $"Requests to {title}", Table(Scenes.Requests(client), [.. targets.Select(RequestTo(client))]));
            if (vendor != OllamaChat) // whose answers are gone through by tests of its own
            {
                Add(page, $"Answers of {title}", Table(Scenes.Responses(vendor), ResponseFrom(vendor, client)));
                Add(page, $"Streams of {title}", Table(Scenes.Streams(vendor), StreamFrom(vendor, client)));
            }
        }

        return page.ToString();
    }

    private static void Add(StringBuilder page, string title, string table) => page.Append($"\n## {title}\n\n{table}");

    private sealed record Column(string Title, Func<Scene, Leaf, LeafValue, Fate> FateOf);

    private static Func<EgressTarget, Column> RequestTo(WireProtocol client) => target => new(
        $"`{target.Model}`",
        (scene, leaf, value) => Tracing.Follow(client, leaf, value, Crossing.Request(client, target, scene.With(leaf, value)), Counterparts.OfRequests));

    private static Column ResponseFrom(WireProtocol vendor, WireProtocol client) => new(
        "becomes",
        (scene, leaf, value) =>
            Tracing.Follow(vendor, leaf, value, Crossing.Response(vendor, client, scene.With(leaf, value)), Counterparts.OfResponses));

    private static Column StreamFrom(WireProtocol vendor, WireProtocol client) => new(
        "becomes",
        (scene, leaf, value) =>
            StreamText.Follow(vendor, leaf, value, Crossing.Stream(vendor, client, StreamText.Of(vendor, scene.With(leaf, value)))));

    private static string Table(ImmutableArray<Scene> scenes, params ImmutableArray<Column> columns)
    {
        StringBuilder table = new();
        table.Append($"| in | member | {string.Join(" | ", columns.Select(column => column.Title))} |\n");
        table.Append($"|---|---|{string.Concat(columns.Select(_ => "---|"))}\n");
        foreach (Scene scene in scenes)
        {
            AddRows(table, scene, columns);
        }

        return table.ToString();
    }

    // Members and values with the same fates share a row.
    private static void AddRows(StringBuilder table, Scene scene, ImmutableArray<Column> columns)
    {
        var fates =
            from leaf in scene.Leaves
            where !leaf.IsUnknown
            from value in leaf.Values
            select (Leaf: leaf, Value: value, Fates: string.Join(" | ", Cells(columns.Select(column => Cell(leaf, column.FateOf(scene, leaf, value))))));
        foreach (var row in fates.ToArray().GroupBy(fate => fate.Fates))
        {
            IEnumerable<string> members = row.GroupBy(fate => fate.Leaf.Path, fate => fate.Value)
                .Select(values => Member(scene, values.Key, [.. values])).Distinct();
            table.Append($"| {scene.Name} | {string.Join(", ", members)} | {row.Key} |\n");
        }
    }

    // A cell like the one to its left says so.
    private static IEnumerable<string> Cells(IEnumerable<string> cells)
    {
        string? before = null;
        foreach (string cell in cells)
        {
            yield return cell == before ? "″" : cell;
            before = cell;
        }
    }

    // The values are told only where others have another fate.
    private static string Member(Scene scene, string path, ImmutableArray<LeafValue> values)
    {
        string member = $"`{Short(JsonPath.Pattern(path))}`";
        return values.Length == scene.ValuesAt(path).Count() ? member : $"{member}: {string.Join(", ", values.Select(Shown))}";
    }

    private static string Shown(LeafValue value) => value.Marker is { } marker
        ? $"`{value.Json.Replace(marker, "…", StringComparison.Ordinal)}`"
        : $"`{value.Json.Trim('"')}`";

    private static string Cell(Leaf leaf, Fate fate) => fate.Kind switch
    {
        FateKind.Arrived when fate.Note == leaf.Pattern => "the same",
        FateKind.Arrived => $"`{Short(fate.Note)}`",
        FateKind.Emulated => fate.Note,
        FateKind.Lost => $"*lost: {fate.Note}*",
        _ => throw new InvalidOperationException($"{leaf.Path} vanished: {fate.Note}"),
    };

    // In a stream, the path within an event.
    private static string Short(string path) => path[(path.IndexOf('.', StringComparison.Ordinal) + 1)..];
}

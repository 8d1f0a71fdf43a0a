using System.Collections.Immutable;
using System.Text;
using Headgate.Llm.Protocols;
using Headgate.Llm.Tests.Translation.Json;
using Headgate.Llm.Tests.Translation.Leaves;
using static Headgate.Llm.Protocols.WireProtocol;

namespace Headgate.Llm.Tests.Translation;

/// <summary>The tables of <c>docs/translation.md</c>: what becomes of each leaf, as it was seen to become.</summary>
internal static class TranslationPage
{
    private static readonly ImmutableArray<WireProtocol> Clients = [OpenAIChat, AnthropicMessages];

    /// <summary>The tables, under the titles that the page has above them.</summary>
    public static ImmutableArray<(string Title, string Table)> Tables { get; } =
    [
        ("Requests of chat clients to Claude", Table(Scenes.Requests(OpenAIChat), [.. Targets.Messages.Select(RequestTo(OpenAIChat))])),
        ("Requests of Claude clients to chat vendors", Table(Scenes.Requests(AnthropicMessages), [.. Targets.Chat.Select(RequestTo(AnthropicMessages))])),
        ("Requests of chat clients to Ollama", Table(Scenes.Requests(OpenAIChat), [.. Targets.Ollama.Select(RequestTo(OpenAIChat))])),
        ("Requests of Claude clients to Ollama", Table(Scenes.Requests(AnthropicMessages), [.. Targets.Ollama.Select(RequestTo(AnthropicMessages))])),
        ("Answers of Claude to chat clients", Table(Scenes.Responses(AnthropicMessages), ResponseFrom(AnthropicMessages))),
        ("Answers of chat vendors to Claude clients", Table(Scenes.Responses(OpenAIChat), ResponseFrom(OpenAIChat))),
        ("Streams of Claude to chat clients", Table(Scenes.Streams(AnthropicMessages), StreamFrom(AnthropicMessages))),
        ("Streams of chat vendors to Claude clients", Table(Scenes.Streams(OpenAIChat), StreamFrom(OpenAIChat))),
        ("Requests of chat clients to Bedrock", Table(Scenes.Requests(OpenAIChat), [.. Targets.Bedrock.Select(RequestTo(OpenAIChat))])),
        ("Requests of Claude clients to Bedrock", Table(Scenes.Requests(AnthropicMessages), [.. Targets.Bedrock.Select(RequestTo(AnthropicMessages))])),
        ("Answers of Bedrock", Table(Scenes.Responses(BedrockConverse), [.. Clients.Select(client => ResponseFrom(BedrockConverse, client))])),
        ("Requests of chat clients to Gemini", Table(Scenes.Requests(OpenAIChat), [.. Targets.Gemini.Select(RequestTo(OpenAIChat))])),
        ("Requests of Claude clients to Gemini", Table(Scenes.Requests(AnthropicMessages), [.. Targets.Gemini.Select(RequestTo(AnthropicMessages))])),
        ("Answers of Gemini", Table(Scenes.Responses(GeminiGenerateContent), [.. Clients.Select(client => ResponseFrom(GeminiGenerateContent, client))])),
        ("Streams of Gemini", Table(Scenes.Streams(GeminiGenerateContent), [.. Clients.Select(client => StreamFrom(GeminiGenerateContent, client))])),
        ("Streams of Bedrock", Table(Scenes.Streams(BedrockConverse), [.. Clients.Select(client => StreamFrom(BedrockConverse, client))])),
    ];

    private sealed record Column(string Title, Func<Scene, Leaf, LeafValue, Fate> FateOf);

    private static Func<EgressTarget, Column> RequestTo(WireProtocol client) => target => new(
        $"`{target.Model}`",
        (scene, leaf, value) => Tracing.Follow(client, leaf, value, Crossing.Request(client, target, scene.With(leaf, value)), Counterparts.OfRequests));

    private static Column ResponseFrom(WireProtocol vendor) => ResponseFrom(vendor, Crossing.Other(vendor)) with { Title = "becomes" };

    private static Column ResponseFrom(WireProtocol vendor, WireProtocol client) => new(
        $"for {NativeProtocols.Get(client).Name} clients",
        (scene, leaf, value) =>
            Tracing.Follow(vendor, leaf, value, Crossing.Response(vendor, client, scene.With(leaf, value)), Counterparts.OfResponses));

    private static Column StreamFrom(WireProtocol vendor) => StreamFrom(vendor, Crossing.Other(vendor)) with { Title = "becomes" };

    private static Column StreamFrom(WireProtocol vendor, WireProtocol client) => new(
        $"for {NativeProtocols.Get(client).Name} clients",
        (scene, leaf, value) =>
            StreamText.Follow(vendor, leaf, value, Crossing.Stream(vendor, client, StreamText.Of(vendor, scene.With(leaf, value)))));

    private static string Table(ImmutableArray<Scene> scenes, params ImmutableArray<Column> columns)
    {
        StringBuilder table = new();
        table.AppendLine($"| in | member | {string.Join(" | ", columns.Select(column => column.Title))} |");
        table.AppendLine($"|---|---|{string.Concat(columns.Select(_ => "---|"))}");
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
            table.AppendLine($"| {scene.Name} | {string.Join(", ", members)} | {row.Key} |");
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

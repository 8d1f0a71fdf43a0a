using System.Text.Json.Nodes;
using Headgate.Llm.Protocols;
using Headgate.Llm.Tests.Translation.Json;

namespace Headgate.Llm.Tests.Translation;

public sealed class TranslationGoldenTests
{
    public static TheoryData<string, WireProtocol> Requests => TranslationGolden.Cases("requests");

    public static TheoryData<string, WireProtocol> Responses => TranslationGolden.Cases("responses");

    public static TheoryData<string, WireProtocol> Streams => TranslationGolden.Cases("streams");

    [Theory]
    [MemberData(nameof(Requests))]
    public void A_request_is_written_as_by_hand(string name, WireProtocol written)
    {
        TranslationGolden golden = new("requests", name);
        Crossing.Outcome outcome = Crossing.Request(golden.SourceOf(written), golden.Target(written), golden.Text(golden.SourceOf(written)));

        JsonMeaning.AssertEqual(JsonNode.Parse(golden.Text(written)), outcome.Json);
        AssertLosses(golden, written, outcome);
    }

    [Theory]
    [MemberData(nameof(Responses))]
    public void A_response_is_written_as_by_hand(string name, WireProtocol written)
    {
        TranslationGolden golden = new("responses", name);
        Crossing.Outcome outcome = Crossing.Response(golden.SourceOf(written), written, golden.Text(golden.SourceOf(written)), golden.Request);

        JsonMeaning.AssertEqual(JsonNode.Parse(golden.Text(written)), outcome.Json);
        AssertLosses(golden, written, outcome);
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public void A_stream_is_written_as_by_hand(string name, WireProtocol written)
    {
        TranslationGolden golden = new("streams", name);
        Crossing.Outcome outcome = Crossing.Stream(golden.SourceOf(written), written, golden.Text(golden.SourceOf(written)), golden.Request);

        Assert.Equal(Crossing.Events(golden.Text(written)), Crossing.Events(outcome.Text));
        AssertLosses(golden, written, outcome);
    }

    /// <summary>No kind of client asks a kind of vendor without a request, an answer and a stream that were thought through by hand.</summary>
    [Fact]
    public void Every_pair_has_goldens_of_each_kind()
    {
        WireProtocol[] clients = [WireProtocol.OpenAIChat, WireProtocol.AnthropicMessages, WireProtocol.OpenAIResponses, WireProtocol.GeminiGenerateContent];
        WireProtocol[] vendors = [.. clients, WireProtocol.BedrockConverse, WireProtocol.OllamaChat];
        (WireProtocol, WireProtocol)[] pairs = [.. from client in clients from vendor in vendors where client != vendor select (client, vendor)];

        Assert.Empty(pairs.Except(Pairs(Requests, "requests").Select(pair => (pair.Source, pair.Written))));
        Assert.Empty(pairs.Except(Pairs(Responses, "responses").Select(pair => (pair.Written, pair.Source))));
        Assert.Empty(pairs.Except(Pairs(Streams, "streams").Select(pair => (pair.Written, pair.Source))));
    }

    private static IEnumerable<(WireProtocol Source, WireProtocol Written)> Pairs(TheoryData<string, WireProtocol> cases, string kind) =>
        cases.Select(row => (new TranslationGolden(kind, row.Data.Item1).SourceOf(row.Data.Item2), row.Data.Item2));

    /// <summary>No file of these has been written by a test, and no test could: only the docs may be written, and no name of a golden is a doc's.</summary>
    [Fact]
    public void No_test_writes_these_files()
    {
        string tests = Path.GetFullPath(Path.Combine(TranslationGolden.SourceFolder(), "..", "..", "Translation"));
        string[] writers = [.. Directory.GetFiles(tests, "*.cs", SearchOption.AllDirectories).Where(Writes).Select(file => Path.GetFileName(file))];

        Assert.Equal(["TranslationPageTests.cs"], writers);
    }

    private static bool Writes(string file) =>
        new[] { "File.Write" + "All", "File." + "Create", "File." + "Copy" }
            .Any(call => File.ReadAllText(file).Contains(call, StringComparison.Ordinal));

    private static void AssertLosses(TranslationGolden golden, WireProtocol written, Crossing.Outcome outcome) =>
        Assert.Equal(golden.LostPaths(written), outcome.LossPaths.Order(StringComparer.Ordinal));
}

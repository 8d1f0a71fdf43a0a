using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Headgate.Llm.Protocols;
using Headgate.Llm.Tests.Translation.Json;
using Headgate.Llm.Tests.Translation.Leaves;

namespace Headgate.Llm.Tests.Translation;

/// <summary>Each leaf of a body arrives, is emulated as <c>docs/translation.md</c> says, or is named in the losses. There is no third case.</summary>
public sealed class ArrivesOrIsLostTests
{
    private static readonly ImmutableArray<WireProtocol> Clients = [.. ChatCodecs.Ingress.Select(codec => codec.Protocol)];
    // What Ollama answers is gone through by its own tests, member by member: there are few.
    private static readonly ImmutableArray<WireProtocol> Vendors =
        [.. ChatCodecs.Egress.Select(codec => codec.Protocol).Where(protocol => protocol != WireProtocol.OllamaChat)];

    public static TheoryData<WireProtocol, string, string> RequestLeaves => AllOf(Clients, Scenes.Requests);

    public static TheoryData<WireProtocol, string, string> ResponseLeaves => AllOf(Vendors, Scenes.Responses);

    public static TheoryData<WireProtocol, string, string> StreamLeaves => AllOf(Vendors, Scenes.Streams);

    [Theory]
    [MemberData(nameof(RequestLeaves))]
    public void A_leaf_of_a_request(WireProtocol from, string sceneName, string path)
    {
        Scene scene = Scenes.Requests(from).Single(scene => scene.Name == sceneName);
        foreach ((Leaf leaf, LeafValue value) in scene.ValuesAt(path))
        {
            string body = scene.With(leaf, value);
            foreach (EgressTarget target in Targets.All)
            {
                Crossing.Outcome outcome = Crossing.Request(from, target, body);
                Fate fate = Tracing.Follow(from, leaf, value, outcome, Counterparts.OfRequests);
                Assert.True(fate.Kind != FateKind.Vanished, $"{value.Json} vanished on its way to {target.Model}: {outcome}");
                AssertLossesAreOf(body, outcome);
            }
        }
    }

    [Theory]
    [MemberData(nameof(ResponseLeaves))]
    public void A_leaf_of_a_response(WireProtocol vendor, string sceneName, string path)
    {
        Scene scene = Scenes.Responses(vendor).Single(scene => scene.Name == sceneName);
        foreach ((Leaf leaf, LeafValue value) in scene.ValuesAt(path))
        {
            string body = scene.With(leaf, value);
            foreach (WireProtocol client in Clients)
            {
                Crossing.Outcome outcome = Crossing.Response(vendor, client, body);
                Fate fate = Tracing.Follow(vendor, leaf, value, outcome, Counterparts.OfResponses);
                Assert.True(fate.Kind != FateKind.Vanished, $"{value.Json} vanished on its way to a {client} client: {outcome}");
                AssertLossesAreOf(body, outcome);
            }
        }
    }

    [Theory]
    [MemberData(nameof(StreamLeaves))]
    public void A_leaf_of_a_stream(WireProtocol vendor, string sceneName, string path)
    {
        Scene scene = Scenes.Streams(vendor).Single(scene => scene.Name == sceneName);
        foreach ((Leaf leaf, LeafValue value) in scene.ValuesAt(path))
        {
            string stream = StreamText.Of(vendor, scene.With(leaf, value));
            foreach (WireProtocol client in Clients)
            {
                Crossing.Outcome outcome = Crossing.Stream(vendor, client, stream);
                Fate fate = StreamText.Follow(vendor, leaf, value, outcome);
                Assert.True(fate.Kind != FateKind.Vanished, $"{value.Json} vanished on its way to a {client} client: {outcome}");
            }
        }
    }

    private static TheoryData<WireProtocol, string, string> AllOf(ImmutableArray<WireProtocol> protocols, Func<WireProtocol, ImmutableArray<Scene>> scenes)
    {
        TheoryData<WireProtocol, string, string> data = [];
        foreach (WireProtocol protocol in protocols)
        {
            foreach (Scene scene in scenes(protocol))
            {
                foreach (string path in scene.Leaves.Select(leaf => leaf.Path).Distinct())
                    data.Add(protocol, scene.Name, path);
            }
        }

        return data;
    }

    private static void AssertLossesAreOf(string body, Crossing.Outcome outcome)
    {
        JsonNode sent = JsonNode.Parse(body)!;
        Assert.All(outcome.LossPaths, path => Assert.True(JsonPath.Get(sent, path) is not null, $"{path} is not in {body}"));
    }
}

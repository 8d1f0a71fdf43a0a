using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Headgate.Llm.Chat;
using Headgate.Llm.Protocols;
using Headgate.Llm.Tests.Framing;
using Headgate.Llm.Tests.Translation.Json;

namespace Headgate.Llm.Tests.Translation.Leaves;

/// <summary>Streams for the scenes that describe them as an array of events.</summary>
internal static partial class StreamText
{
    /// <summary>The events on the wire.</summary>
    public static string Of(WireProtocol vendor, string events)
    {
        IEnumerable<string> written = JsonNode.Parse(events)!.AsArray().Select(e => EventOf(vendor, e) is ({ Length: > 0 } name, var data)
            ? $"event: {name}\ndata: {data}\n\n"
            : $"data: {e!.ToJsonString()}\n\n");
        return string.Concat(written) + (vendor == WireProtocol.OpenAIChat ? "data: [DONE]\n\n" : "");
    }

    /// <summary>
    /// An event's name and what it says. Those of Bedrock are described as objects with one member, the event's name: the frame has it.
    /// </summary>
    public static (string Name, string Data) EventOf(WireProtocol vendor, JsonNode? described) => (vendor, described) switch
    {
        (WireProtocol.BedrockConverse, JsonObject { Count: > 0 } frame) => (frame.First().Key, frame.First().Value?.ToJsonString() ?? "null"),
        (WireProtocol.AnthropicMessages, JsonObject named) => ($"{named["type"]}", named.ToJsonString()),
        _ => ("", described?.ToJsonString() ?? "null"),
    };

    /// <summary>The bytes of a stream that is written as server-sent events, in the vendor's own framing.</summary>
    public static byte[] OnTheWire(WireProtocol vendor, string stream) => vendor == WireProtocol.BedrockConverse
        ? [.. Crossing.Events(stream).SelectMany(e => AwsFrames.Event(e.Name, e.Data))]
        : Encoding.UTF8.GetBytes(stream);

    /// <summary>Follows a leaf's value into the events that were written of it.</summary>
    public static Fate Follow(WireProtocol vendor, Leaf leaf, LeafValue value, Crossing.Outcome outcome)
    {
        JsonArray events = [.. Crossing.Events(outcome.Text).Where(e => e.Data != "[DONE]").Select(e => JsonNode.Parse(e.Data))];
        Leaf inWhole = leaf with { Path = PlaceInWhole(leaf.Path) };
        Fate fate = Tracing.Follow(vendor, inWhole, value, new Crossing.Outcome(events.ToJsonString(), InWhole(outcome.Losses)), Counterparts.OfStreams);
        return fate.Kind == FateKind.Vanished && IsSaidAlike(events, leaf.Path, value) ? new Fate(FateKind.Arrived, inWhole.Pattern) : fate;
    }

    // The same member with the same value in whichever event.
    private static bool IsSaidAlike(JsonArray events, string path, LeafValue value) =>
        JsonPath.Leaves(events).Any(leaf =>
            NameOf(leaf.Path) == NameOf(path) && JsonMeaning.Of(leaf.Value) == JsonMeaning.Of(JsonNode.Parse(value.Json)));

    private static string NameOf(string path) => path[(path.LastIndexOf('.') + 1)..];

    private static ImmutableArray<Loss> InWhole(ImmutableArray<Loss> losses) =>
        [.. losses.Select(loss => loss with { Path = PlaceInWhole(loss.Path.Replace("[*]", "[0]", StringComparison.Ordinal)) })];

    // Where it would stand in the whole answer: a loss names no event, and a delta is a part of what it adds to.
    private static string PlaceInWhole(string path)
    {
        Match match = Event().Match(path);
        string rest = path[match.Length..].Replace(".choices[0].delta", ".choices[0].message", StringComparison.Ordinal);
        return (match.Groups[1].Value, rest.Split('.', '[')[1]) switch
        {
            (_, "response") => $"${rest[".response".Length..]}",
            (_, "item") => $"$.output[0]{rest[".item".Length..]}",
            (_, "message") => $"$.{rest[".message".Length..].TrimStart('.')}",
            (_, "content_block") => $"$.content[0]{rest[".content_block".Length..]}",
            ("2", "delta") => $"$.content[0]{rest[".delta".Length..]}",
            ("4", "delta") => $"${rest[".delta".Length..]}",
            ("", "delta") => $"$.content[0]{rest[".delta".Length..]}",
            (_, "contentBlockDelta") => $"$.content[0]{rest[".contentBlockDelta.delta".Length..]}",
            (_, "contentBlockStart" or "messageStop" or "metadata" or "messageStart") =>
                $"$.{rest[(rest.IndexOf('.', 1) + 1)..]}",
            _ => $"${rest}",
        };
    }

    [GeneratedRegex(@"^\$(?:\[(\d+)\])?")]
    private static partial Regex Event();
}

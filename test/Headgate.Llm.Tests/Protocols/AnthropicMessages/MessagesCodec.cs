using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;
using Headgate.Llm.Protocols.AnthropicMessages;
using Headgate.Llm.Providers;
using Headgate.Llm.Tests.Framing;

namespace Headgate.Llm.Tests.Protocols.AnthropicMessages;

/// <summary>Drives both sides of the codec, in texts and nodes.</summary>
internal static class MessagesCodec
{
    private static readonly MessagesIngress Ingress = new();
    private static readonly MessagesEgress Egress = new();
    private static readonly VendorRow Anthropic = ProviderCatalog.Find("anthropic")!;
    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "Goldens", "anthropic-messages");

    internal sealed record Sent(JsonNode Body, string Text, LossList Losses, SentRequest Request)
    {
        public JsonArray Messages => Body["messages"]!.AsArray();

        public IEnumerable<string> Lost => Losses.ToImmutable().Select(loss => loss.Path);
    }

    internal sealed record Said(string Text, LossList Losses)
    {
        public List<(string Name, JsonNode Data)> Events => EventsOf(Encoding.UTF8.GetBytes(Text));

        public IEnumerable<string> Lost => Losses.ToImmutable().Select(loss => loss.Path);
    }

    /// <summary>The hand-written cases that have a file of this name.</summary>
    public static TheoryData<string> Cases(string file) =>
        [.. Directory.GetFiles(Root, file, SearchOption.AllDirectories).Select(path => Path.GetFileName(Path.GetDirectoryName(path)!)).Order()];

    public static byte[] Golden(string name, string file) => File.ReadAllBytes(Path.Combine(Root, name, file));

    public static ChatRequest Decode(string body) => Ingress.DecodeRequest(Encoding.UTF8.GetBytes(body));

    public static Sent Encode(ChatRequest request, string model)
    {
        ArrayBufferWriter<byte> output = new();
        LossList losses = new();
        SentRequest sent = Egress.EncodeRequest(request, new EgressTarget(model, Anthropic), output, losses);
        string text = Encoding.UTF8.GetString(output.WrittenSpan);
        return new Sent(JsonNode.Parse(text)!, text, losses, sent);
    }

    public static ChatResponse DecodeAnswer(string body, SentRequest? sent = null) =>
        Egress.DecodeResponse(Encoding.UTF8.GetBytes(body), sent ?? SentRequest.Plain);

    public static (JsonNode Body, LossList Losses) EncodeAnswer(ChatResponse response)
    {
        ArrayBufferWriter<byte> output = new();
        LossList losses = new();
        Ingress.EncodeResponse(response, Asked(), output, losses);
        return (JsonNode.Parse(output.WrittenSpan)!, losses);
    }

    public static List<ChatEvent> DecodeStream(ReadOnlySpan<byte> stream, SentRequest? sent = null)
    {
        IStreamDecoder decoder = Egress.DecodeStream(sent ?? SentRequest.Plain);
        List<ChatEvent> events = [];
        StreamFeed.Whole(stream, (in SseEvent streamEvent) => decoder.Read(streamEvent, events));
        return events;
    }

    public static Said EncodeStream(params IEnumerable<ChatEvent> events)
    {
        LossList losses = new();
        IStreamEncoder encoder = Ingress.EncodeStream(Asked(), losses);
        ArrayBufferWriter<byte> output = new();
        foreach (ChatEvent chatEvent in events)
        {
            encoder.Write(chatEvent, output);
        }

        return new Said(Encoding.UTF8.GetString(output.WrittenSpan), losses);
    }

    public static List<(string Name, JsonNode Data)> EventsOf(ReadOnlySpan<byte> stream)
    {
        List<(string, JsonNode)> events = [];
        StreamFeed.Whole(stream, (in SseEvent read) => events.Add((Encoding.UTF8.GetString(read.Name), JsonNode.Parse(read.Data)!)));
        return events;
    }

    /// <summary>A request that came from a client of OpenAI's chat protocol.</summary>
    public static ChatRequest Asked(params IEnumerable<Message> messages) => new()
    {
        Protocol = WireProtocol.OpenAIChat, Model = "alias", Messages = [.. messages],
    };

    public static Message User(string text) => Spoken(Role.User, new TextPart(text));

    public static Message Assistant(params ImmutableArray<ContentPart> parts) => Spoken(Role.Assistant, parts);

    public static Message Result(string callId, string text) => Spoken(Role.Tool, new ToolResultPart(callId, [new TextPart(text)]));

    public static Message Spoken(Role role, params ImmutableArray<ContentPart> parts) => new() { Role = role, Parts = parts };

    public static ToolCallPart Call(string id, string arguments = "{}") => new(id, "f", Encoding.UTF8.GetBytes(arguments));

    public static Tool.Function Function(string name = "f") => new(name);

    /// <summary>Asserts that two texts are the same JSON, where null counts as not there.</summary>
    public static void AssertSame(JsonNode? expected, JsonNode? actual)
    {
        JsonNode? one = WithoutNulls(expected?.DeepClone());
        JsonNode? other = WithoutNulls(actual?.DeepClone());
        Assert.True(JsonNode.DeepEquals(one, other), $"{one}\n<>\n{other}");
    }

    public static void AssertSame(string expected, JsonNode? actual) => AssertSame(JsonNode.Parse(expected), actual);

    private static JsonNode? WithoutNulls(JsonNode? node)
    {
        if (node is JsonObject members)
        {
            foreach ((string name, JsonNode? value) in members.ToArray())
            {
                if (value is null)
                {
                    members.Remove(name);
                }
            }
        }

        foreach (JsonNode? child in node switch
        {
            JsonObject parent => parent.Select(member => member.Value).ToArray(),
            JsonArray list => [.. list],
            _ => [],
        })
        {
            WithoutNulls(child);
        }

        return node;
    }
}

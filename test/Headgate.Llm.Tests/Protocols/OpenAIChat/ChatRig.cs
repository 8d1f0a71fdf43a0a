using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;
using Headgate.Llm.Protocols.OpenAIChat;
using Headgate.Llm.Providers;
using Headgate.Llm.Tests.Framing;

namespace Headgate.Llm.Tests.Protocols.OpenAIChat;

/// <summary>The codec, called with JSON as text.</summary>
internal static class ChatRig
{
    public static readonly ChatIngress Ingress = new();
    public static readonly ChatEgress Egress = new();

    internal sealed record Written(string Json, LossList Losses, SentRequest Sent)
    {
        public JsonNode Body { get; } = JsonNode.Parse(Json)!;

        public string[] LostPaths => [.. Losses.ToImmutable().Select(loss => loss.Path)];

        /// <summary>What a path of member names and numbers leads to, as JSON; null when it leads nowhere.</summary>
        public string? At(params object[] path) => path.Aggregate((JsonNode?)Body, Step)?.ToJsonString(Readable);
    }

    public static readonly System.Text.Json.JsonSerializerOptions Readable =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ChatRequest Request(string json) => Ingress.DecodeRequest(Encoding.UTF8.GetBytes(json));

    /// <summary>A request with these members and, unless they are among them, a model and a message.</summary>
    public static ChatRequest With(string members) => Request($$"""{"model":"gpt-4.1","messages":[{"role":"user","content":"hi"}],{{members}}}""");

    public static ChatRequest Said(params string[] messages) => Request($$"""{"model":"gpt-4.1","messages":[{{string.Join(',', messages)}}]}""");

    public static Written Send(ChatRequest request, string vendor = "openai", string? model = null)
    {
        ArrayBufferWriter<byte> output = new();
        LossList losses = new();
        EgressTarget target = new(model ?? request.Model, ProviderCatalog.Find(vendor)!);
        SentRequest sent = Egress.EncodeRequest(request, target, output, losses);
        return new Written(Encoding.UTF8.GetString(output.WrittenSpan), losses, sent);
    }

    public static ChatResponse Response(string json, SentRequest? sent = null) =>
        Egress.DecodeResponse(Encoding.UTF8.GetBytes(json), sent ?? SentRequest.Plain);

    /// <summary>An answer with one choice.</summary>
    public static ChatResponse Choice(string choice) => Response($$"""{"id":"chatcmpl-1","model":"m","created":1,"choices":[{{choice}}]}""");

    public static Written Reply(ChatResponse response, ChatRequest? request = null)
    {
        ArrayBufferWriter<byte> output = new();
        LossList losses = new();
        Ingress.EncodeResponse(response, request ?? Said("""{"role":"user","content":"hi"}"""), output, losses);
        return new Written(Encoding.UTF8.GetString(output.WrittenSpan), losses, SentRequest.Plain);
    }

    public static List<ChatEvent> Read(params string[] data) => Read(SentRequest.Plain, data);

    public static List<ChatEvent> Read(SentRequest sent, params string[] data)
    {
        IStreamDecoder decoder = Egress.DecodeStream(sent);
        List<ChatEvent> events = [];
        foreach (string item in data)
        {
            decoder.Read(new SseEvent { Raw = default, Name = default, Data = Encoding.UTF8.GetBytes(item) }, events);
        }

        return events;
    }

    /// <summary>What a chunk with this delta means, after the first.</summary>
    public static List<ChatEvent> ReadDeltas(params string[] deltas) =>
        [.. Read([.. deltas.Select(Chunk)]).Skip(1)];

    public static string Chunk(string delta) =>
        $$"""{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{{delta}},"finish_reason":null}]}""";

    public static string Finish(string reason) =>
        $$"""{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"{{reason}}"}]}""";

    /// <summary>The events of a golden, decoded one by one.</summary>
    public static List<ChatEvent> ReadStream(byte[] stream)
    {
        IStreamDecoder decoder = Egress.DecodeStream(SentRequest.Plain);
        List<ChatEvent> events = [];
        StreamFeed.Whole(stream, (in SseEvent streamEvent) => decoder.Read(streamEvent, events));
        return events;
    }

    public static byte[] WriteStream(IEnumerable<ChatEvent> events, ChatRequest? request = null, LossList? losses = null)
    {
        ArrayBufferWriter<byte> output = new();
        IStreamEncoder encoder = Ingress.EncodeStream(request ?? Said("""{"role":"user","content":"hi"}"""), losses ?? new LossList());
        foreach (ChatEvent chatEvent in events)
        {
            encoder.Write(chatEvent, output);
        }

        return output.WrittenSpan.ToArray();
    }

    /// <summary>The data of each event that these are written as.</summary>
    public static List<string> Chunks(IEnumerable<ChatEvent> events, ChatRequest? request = null, LossList? losses = null)
    {
        List<string> chunks = [];
        StreamFeed.Whole(WriteStream(events, request, losses), (in SseEvent streamEvent) => chunks.Add(Encoding.UTF8.GetString(streamEvent.Data)));
        return chunks;
    }

    /// <summary>JSON with its members in order and without nulls: what means the same is equal.</summary>
    public static string Canonical(string json) => JsonNode.Parse(json) is { } node ? Canonical(node)!.ToJsonString(Readable) : "null";

    private static JsonNode? Canonical(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Where(member => member.Value is not null).OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => KeyValuePair.Create(member.Key, Canonical(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Canonical)]),
        _ => node?.DeepClone(),
    };

    private static JsonNode? Step(JsonNode? node, object step) => (node, step) switch
    {
        (JsonObject members, string name) => members[name],
        (JsonArray items, int index) => index < items.Count ? items[index] : null,
        _ => null,
    };
}

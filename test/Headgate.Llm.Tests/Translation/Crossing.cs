using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Headgate.Llm.Chat;
using Headgate.Llm.Freeform;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;
using Headgate.Llm.Tests.Framing;
using Headgate.Llm.Tests.Translation.Json;
using Headgate.Llm.Tests.Translation.Leaves;

namespace Headgate.Llm.Tests.Translation;

/// <summary>Takes bodies from one protocol to another (or to itself) through the hub, as the gateway does.</summary>
internal static class Crossing
{
    /// <summary>The moment that an answer gets whose vendor names none: the gateway's clock.</summary>
    public static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_764_000_000);

    internal sealed record Outcome(string Text, ImmutableArray<Loss> Losses)
    {
        public JsonNode Json => JsonNode.Parse(Text)!;

        public IEnumerable<string> LossPaths => Losses.Select(loss => loss.Path);

        public override string ToString() => $"{Text} without {string.Join(", ", LossPaths)}";
    }

    public static WireProtocol Other(WireProtocol protocol) =>
        protocol == WireProtocol.OpenAIChat ? WireProtocol.AnthropicMessages : WireProtocol.OpenAIChat;

    /// <summary>All protocols that are translated.</summary>
    public static readonly ImmutableArray<WireProtocol> Protocols =
        [WireProtocol.OpenAIChat, WireProtocol.AnthropicMessages, WireProtocol.OpenAIResponses];

    /// <summary>The protocol that a target's vendor is asked in, here.</summary>
    public static WireProtocol ProtocolOf(EgressTarget target) => target.Vendor.Type switch
    {
        "bedrock" => WireProtocol.BedrockConverse,
        "ollama" => WireProtocol.OllamaChat,
        _ => target.Vendor.Protocols[0],
    };

    public static Outcome Request(WireProtocol from, EgressTarget to, string body) => Request(from, to, body, out _);

    public static Outcome Request(WireProtocol from, EgressTarget to, string body, out SentRequest sent)
    {
        ArrayBufferWriter<byte> output = new();
        LossList losses = new();
        sent = ChatCodecs.EgressOf(ProtocolOf(to))!.EncodeRequest(
            FreeformLowering.Apply(Decode(from, body), ProtocolOf(to), losses), to, output, losses);
        return new Outcome(Encoding.UTF8.GetString(output.WrittenSpan), losses.ToImmutable());
    }

    public static ChatRequest Decode(WireProtocol from, string body) => ChatCodecs.IngressOf(from)!.DecodeRequest(Encoding.UTF8.GetBytes(body));

    /// <summary>Takes a vendor's answer to its client, whose request is given.</summary>
    public static Outcome Response(WireProtocol vendor, WireProtocol client, string body, string? request = null)
    {
        (ChatRequest asked, SentRequest sent) = Ask(vendor, client, request);
        ChatResponse answer = ChatCodecs.EgressOf(vendor)!.DecodeResponse(Encoding.UTF8.GetBytes(body), sent);
        ChatResponse response = new FreeformRaising(asked).Raise(answer);
        ArrayBufferWriter<byte> output = new();
        LossList losses = new();
        ChatCodecs.IngressOf(client)!.EncodeResponse(response with { Created = response.Created ?? Now }, asked, output, losses);
        return new Outcome(Encoding.UTF8.GetString(output.WrittenSpan), losses.ToImmutable());
    }

    /// <summary>Takes a vendor's stream to its client, whose request is given.</summary>
    public static Outcome Stream(WireProtocol vendor, WireProtocol client, string stream, string? request = null)
    {
        (ChatRequest asked, SentRequest sent) = Ask(vendor, client, request ?? StreamRequest(client));
        IStreamDecoder decoder = ChatCodecs.EgressOf(vendor)!.DecodeStream(sent);
        StreamReading reading = NativeProtocols.Get(vendor).OpenStream();
        ArrayBufferWriter<byte> output = new();
        LossList losses = new();
        IStreamEncoder encoder = ChatCodecs.IngressOf(client)!.EncodeStream(asked, losses);
        FreeformRaising raising = new(asked);
        List<ChatEvent> read = [];
        List<ChatEvent> events = [];
        using IEventBuffer framing = NativeProtocols.Get(vendor).OpenFraming(1 << 20);
        StreamFeed.Run(framing, StreamText.OnTheWire(vendor, stream), at => 1 + (at % 97), (in SseEvent streamEvent) =>
        {
            if (reading.Read(streamEvent) is StreamEventKind.Error or StreamEventKind.Malformed || streamEvent.Data.IsEmpty)
                return;
            read.Clear();
            events.Clear();
            decoder.Read(streamEvent, read);
            read.ForEach(chatEvent => raising.Raise(chatEvent, events));
            foreach (ChatEvent chatEvent in events)
            {
                encoder.Write(chatEvent is ChatEvent.Started started ? started with { Created = started.Created ?? Now } : chatEvent, output);
            }
        });

        // As the gateway does where no event says the end.
        if (vendor == WireProtocol.GeminiGenerateContent && reading.IsComplete)
            encoder.Write(new ChatEvent.Ended(), output);
        return new Outcome(Encoding.UTF8.GetString(output.WrittenSpan), losses.ToImmutable());
    }

    /// <summary>The events of a stream: their names and what their data says.</summary>
    public static List<(string Name, string Data)> Events(string stream) =>
    [
        .. StreamFeed.Whole(Encoding.UTF8.GetBytes(stream)).Meaning
            .Select(e => (e.Name, Data: Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(e.Data))))
            .Select(e => (e.Name, e.Data == "[DONE]" ? e.Data : JsonMeaning.Of(JsonNode.Parse(e.Data)))),
    ];

    private static (ChatRequest Asked, SentRequest Sent) Ask(WireProtocol vendor, WireProtocol client, string? request)
    {
        request ??= client switch
        {
            WireProtocol.OpenAIResponses => """{"model":"m","input":"Hi"}""",
            WireProtocol.GeminiGenerateContent => """{"contents":[{"parts":[{"text":"Hi"}]}]}""",
            _ => """{"model":"m","max_tokens":1000,"messages":[{"role":"user","content":"Hi"}]}""",
        };
        EgressTarget target = vendor switch
        {
            WireProtocol.OpenAIChat => Targets.ReasoningGpt,
            WireProtocol.OpenAIResponses => Targets.ReasoningByResponses,
            WireProtocol.BedrockConverse => Targets.Nova,
            WireProtocol.GeminiGenerateContent => Targets.NewGemini,
            WireProtocol.OllamaChat => Targets.Of("ollama/qwen3:8b"),
            _ => Targets.OldClaude,
        };
        Request(client, target, request, out SentRequest sent);
        ChatRequest asked = Decode(client, request);
        return (client == WireProtocol.GeminiGenerateContent ? asked with { Model = "m" } : asked, sent); // which is in the path
    }

    private static string? StreamRequest(WireProtocol client) => client switch
    {
        WireProtocol.OpenAIChat => """{"model":"m","messages":[{"role":"user","content":"Hi"}],"stream":true,"stream_options":{"include_usage":true}}""",
        WireProtocol.OpenAIResponses => """{"model":"m","input":"Hi","stream":true}""",
        WireProtocol.AnthropicMessages => """{"model":"m","max_tokens":1000,"messages":[{"role":"user","content":"Hi"}],"stream":true}""",
        _ => null,
    };
}

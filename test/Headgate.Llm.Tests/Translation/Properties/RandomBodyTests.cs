using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Headgate.Llm.Chat;
using Headgate.Llm.Freeform;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;
using Headgate.Llm.Tests.Translation.Leaves;

namespace Headgate.Llm.Tests.Translation.Properties;

/// <summary>Nothing that a client or a vendor sends is a bug of ours: what cannot be read is refused by name, and what can be read can be written.</summary>
public sealed class RandomBodyTests
{
    private const int Inputs = 100_000;

    private static readonly EgressTarget[] Written =
    [
        Targets.NewClaude, Targets.OldClaude, Targets.ReasoningGpt, Targets.Compatible, Targets.ReasoningByResponses, Targets.BedrockClaude, Targets.Llama,
        .. Targets.Ollama, .. Targets.Gemini,
    ];

    [Theory]
    [InlineData(WireProtocol.OpenAIChat)]
    [InlineData(WireProtocol.AnthropicMessages)]
    [InlineData(WireProtocol.OpenAIResponses)]
    [InlineData(WireProtocol.GeminiGenerateContent)]
    public void A_request_is_read_or_refused(WireProtocol client)
    {
        string[] bodies = [.. Scenes.Requests(client).Select(scene => scene.Body)];
        IIngressCodec codec = ChatCodecs.IngressOf(client)!;
        Sample(bodies, (body, draws) =>
        {
            ChatRequest request = codec.DecodeRequest(body);
            EgressTarget target = draws.Of([.. Written]);
            WireProtocol vendor = Crossing.ProtocolOf(target);
            ChatRequest lowered = FreeformLowering.Apply(request, vendor, new LossList());
            AssertIsJson(output => ChatCodecs.EgressOf(vendor)!.EncodeRequest(lowered, target, output, new LossList()));
        });
    }

    [Theory]
    [InlineData(WireProtocol.OpenAIChat)]
    [InlineData(WireProtocol.AnthropicMessages)]
    [InlineData(WireProtocol.OpenAIResponses)]
    [InlineData(WireProtocol.BedrockConverse)]
    [InlineData(WireProtocol.GeminiGenerateContent)]
    public void A_response_is_read_or_refused(WireProtocol vendor)
    {
        string[] bodies = [.. Scenes.Responses(vendor).Select(scene => scene.Body)];
        ChatRequest request = Crossing.Decode(WireProtocol.OpenAIChat, """{"model":"m","messages":[{"role":"user","content":"Hi"}]}""");
        Sample(bodies, (body, draws) =>
        {
            ChatResponse response = ChatCodecs.EgressOf(vendor)!.DecodeResponse(body, SentRequest.Plain) with { Created = Crossing.Now };
            foreach (IIngressCodec client in ChatCodecs.Ingress)
                AssertIsJson(output => client.EncodeResponse(response, request, output, new LossList()));
        });
    }

    [Theory]
    [InlineData(WireProtocol.OpenAIChat)]
    [InlineData(WireProtocol.AnthropicMessages)]
    [InlineData(WireProtocol.OpenAIResponses)]
    [InlineData(WireProtocol.BedrockConverse)]
    [InlineData(WireProtocol.GeminiGenerateContent)]
    public void A_stream_is_read_or_refused(WireProtocol vendor)
    {
        string[] streams = [.. Scenes.Streams(vendor).Select(scene => scene.Body)];
        ChatRequest request = Crossing.Decode(WireProtocol.OpenAIChat, """{"model":"m","messages":[{"role":"user","content":"Hi"}],"stream":true}""");
        Sample(streams, (stream, draws) =>
        {
            IStreamDecoder decoder = ChatCodecs.EgressOf(vendor)!.DecodeStream(SentRequest.Plain);
            StreamReading reading = NativeProtocols.Get(vendor).OpenStream();
            IStreamEncoder encoder = draws.Of([.. ChatCodecs.Ingress]).EncodeStream(request, new LossList());
            ArrayBufferWriter<byte> output = new();
            List<ChatEvent> events = [];
            foreach (JsonNode? data in JsonNode.Parse(stream.Span) as JsonArray ?? [])
            {
                (string name, string said) = StreamText.EventOf(vendor, data);
                byte[] bytes = Encoding.UTF8.GetBytes(said);
                SseEvent streamEvent = new() { Raw = bytes, Name = draws.Chance(2) ? Encoding.UTF8.GetBytes(name) : default, Data = bytes };
                if (reading.Read(streamEvent) is not (StreamEventKind.Error or StreamEventKind.Malformed))
                    decoder.Read(streamEvent, events);
            }

            events.ForEach(chatEvent => encoder.Write(chatEvent, output));
        });
    }

    private static void Sample(string[] originals, Action<ReadOnlyMemory<byte>, Draws> read) =>
        Gen.Int.Sample(
            seed =>
            {
                Draws draws = new(seed);
                JsonNode body = JsonNode.Parse(draws.Of([.. originals]))!;
                for (int changes = draws.Below(4); changes > 0; changes--)
                    Change(body, draws);
                byte[] bytes = Encoding.UTF8.GetBytes(body.ToJsonString());
                try
                {
                    read(bytes, draws);
                }
                catch (UnreadableException refusal)
                {
                    Assert.Equal(ErrorKind.InvalidRequest, refusal.Error.Kind);
                    Assert.StartsWith("$", refusal.Error.Param, StringComparison.Ordinal);
                }
            },
            iter: Inputs);

    private static void Change(JsonNode body, Draws draws)
    {
        List<JsonNode> nodes = [.. Inside(body)];
        JsonNode changed = nodes[draws.Below(nodes.Count)];
        switch (changed.Parent)
        {
            case null when changed is JsonObject members:
                members[draws.Of("stream", "tools", "stop", "messages", "content", "choices")] = draws.Json(3);
                break;
            case JsonObject parent when draws.Chance(4):
                parent.Remove(changed.GetPropertyName());
                break;
            case JsonObject parent:
                parent[changed.GetPropertyName()] = draws.Chance(3) ? nodes[draws.Below(nodes.Count)].DeepClone() : draws.Json(3);
                break;
            case JsonArray parent when draws.Chance(2):
                parent.Insert(draws.Below(parent.Count + 1), draws.Chance(2) ? changed.DeepClone() : draws.Json(3));
                break;
            case JsonArray parent:
                parent.RemoveAt(changed.GetElementIndex());
                break;
        }
    }

    private static IEnumerable<JsonNode> Inside(JsonNode node) => (node switch
    {
        JsonObject members => members.Select(member => member.Value),
        JsonArray array => array,
        _ => [],
    }).OfType<JsonNode>().SelectMany(Inside).Prepend(node);

    private static void AssertIsJson(Action<IBufferWriter<byte>> write)
    {
        ArrayBufferWriter<byte> output = new();
        write(output);
        Utf8JsonReader reader = new(output.WrittenSpan);
        while (reader.Read())
        {
        }
    }
}

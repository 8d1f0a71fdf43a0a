using System.Text;
using System.Text.Json;
using CsCheck;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;
using Headgate.Llm.Tests.Framing;

namespace Headgate.Llm.Tests.Protocols.OpenAIChat;

/// <summary>Whatever a stranger sends is read or refused with a typed error, and what is read can be written as valid JSON.</summary>
public sealed class ChatRandomInputTests
{
    private static readonly string[] Vendors = ["openai", "mistral", "deepseek"];

    private static readonly byte[][] Requests = Files("request.json");

    private static readonly byte[][] Responses = Files("response.json");

    private static readonly byte[][] Chunks = [.. Files("answer.sse").Concat(Files("stream.sse")).SelectMany(EventsOf)];

    [Fact]
    public void Any_request_is_read_and_written_or_refused() =>
        Gen.Select(Gen.Int, Gen.Int[0, Requests.Length - 1], Gen.Int[0, 4]).Sample(
            (seed, which, changes) =>
            {
                byte[] body = RandomInputTests.Mutate(Requests[which], seed, changes);
                if (JsonScan.TryScan(body, out _, out _) && Read(() => ChatRig.Ingress.DecodeRequest(body)) is { } request)
                {
                    AssertJson(ChatRig.Send(request, Vendors[Math.Abs(seed % Vendors.Length)]).Json);
                    AssertJson(ChatRig.Send(request with { Protocol = WireProtocol.AnthropicMessages }).Json);
                }
            },
            iter: 30_000);

    [Fact]
    public void Any_response_is_read_and_written_or_refused() =>
        Gen.Select(Gen.Int, Gen.Int[0, Responses.Length - 1], Gen.Int[0, 4]).Sample(
            (seed, which, changes) =>
            {
                byte[] body = RandomInputTests.Mutate(Responses[which], seed, changes);
                if (Read(() => ChatRig.Egress.DecodeResponse(body, SentRequest.Plain)) is { } response)
                {
                    AssertJson(ChatRig.Reply(response).Json);
                }
            },
            iter: 30_000);

    [Fact]
    public void Any_stream_is_read_and_written_or_refused() =>
        Gen.Select(Gen.Int, Gen.Int[0, Chunks.Length - 1], Gen.Int[0, Chunks.Length - 1], Gen.Int[0, 3]).Sample(
            (seed, first, second, changes) =>
            {
                string[] data = [Mutated(first, seed, changes), Mutated(second, seed + 1, changes), "[DONE]"];
                if (Read(() => ChatRig.Read(data)) is { } events)
                {
                    foreach (string chunk in ChatRig.Chunks(events).Where(chunk => chunk != "[DONE]"))
                    {
                        AssertJson(chunk);
                    }
                }
            },
            iter: 30_000);

    private static string Mutated(int which, int seed, int changes) => Encoding.UTF8.GetString(RandomInputTests.Mutate(Chunks[which], seed, changes));

    private static T? Read<T>(Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (UnreadableException refused)
        {
            Assert.Equal(ErrorKind.InvalidRequest, refused.Error.Kind);
            return null;
        }
    }

    private static void AssertJson(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 256 });
        Assert.Equal(JsonValueKind.Object, document.RootElement.ValueKind);
    }

    private static byte[][] Files(string name) =>
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Goldens", "openai-chat"), name, SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];

    private static List<byte[]> EventsOf(byte[] stream)
    {
        List<byte[]> events = [];
        StreamFeed.Whole(stream, (in SseEvent streamEvent) => events.Add(streamEvent.Data.ToArray()));
        return events;
    }
}

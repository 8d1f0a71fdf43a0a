using System.Text;
using BenchmarkDotNet.Attributes;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;
using StreamReading = Headgate.Llm.Protocols.StreamReading;

namespace Headgate.Benchmarks;

/// <summary>What does a chunk of a stream cost to frame and to understand, when it comes alone and when many come at once?</summary>
public class StreamBenchmark
{
    private const int Chunks = 100;

    private const string Head =
        """{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1764000000,"model":"gpt-5-mini","choices":[{"index":0,"delta":""";

    private static readonly byte[] Chunk = Event(Head + """{"content":" water"},"logprobs":null,"finish_reason":null}]}""");

    private static readonly byte[] End = [
        .. Event(Head + """{},"logprobs":null,"finish_reason":"stop"}]}"""),
        .. Event("""{"id":"chatcmpl-1","choices":[],"usage":{"prompt_tokens":412,"completion_tokens":100,"total_tokens":512}}"""),
        .. Event("[DONE]")];

    [Params(1, 25)]
    public int ChunksPerRead { get; set; }

    [Benchmark(OperationsPerInvoke = Chunks)]
    public long? Read()
    {
        using SseBuffer events = new(maxEventBytes: 1 << 20);
        StreamReading reader = NativeProtocols.Get(WireProtocol.OpenAIChat).OpenStream();
        for (int sent = 0; sent < Chunks; sent += ChunksPerRead)
        {
            for (int i = 0; i < ChunksPerRead; i++)
                Feed(events, Chunk);
            Drain(events, reader);
        }

        Feed(events, End);
        Drain(events, reader);
        return reader.Usage?.Output;
    }

    private static void Feed(SseBuffer events, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            Span<byte> room = events.GetMemory().Span;
            int length = Math.Min(room.Length, bytes.Length);
            bytes[..length].CopyTo(room);
            events.Advance(length);
            bytes = bytes[length..];
        }
    }

    private static void Drain(SseBuffer events, StreamReading reader)
    {
        while (events.TryRead(out SseEvent streamEvent))
            reader.Read(streamEvent);
    }

    private static byte[] Event(string data) => Encoding.UTF8.GetBytes($"data: {data}\n\n");
}

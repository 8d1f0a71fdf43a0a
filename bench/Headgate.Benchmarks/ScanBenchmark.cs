using System.Text.Json;
using System.Text.Json.Nodes;
using BenchmarkDotNet.Attributes;
using Headgate.Llm.Framing;

namespace Headgate.Benchmarks;

/// <summary>What does it cost to know that a body is sound and where its members lie, next to building a document of it?</summary>
public class ScanBenchmark
{
    private byte[] _body = [];

    [Params(1, 64, 400)]
    public int Kilobytes { get; set; }

    /// <summary>Line breaks and quotes in the text, as code and documents have them.</summary>
    [Params(false, true)]
    public bool Escapes { get; set; }

    [GlobalSetup]
    public void Setup() => _body = ChatBody.OfKilobytes(Kilobytes, Escapes);

    [Benchmark(Baseline = true)]
    public bool Scan() => JsonScan.TryScan(_body, out _, out _);

    [Benchmark]
    public bool Document()
    {
        using JsonDocument document = JsonDocument.Parse(_body);
        return document.RootElement.TryGetProperty("model"u8, out _);
    }

    [Benchmark]
    public string Nodes() => JsonNode.Parse(_body)!["model"]!.GetValue<string>();
}

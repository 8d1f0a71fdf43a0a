using System.Text.Json;
using System.Text.Json.Nodes;
using BenchmarkDotNet.Attributes;
using Headgate.Llm.Framing;

namespace Headgate.Benchmarks;

/// <summary>What does it cost to rename the model and ask for usage, scan included, next to reading and writing the whole body?</summary>
public class SpliceBenchmark
{
    private byte[] _body = [];

    [Params(1, 64, 400)]
    public int Kilobytes { get; set; }

    [GlobalSetup]
    public void Setup() => _body = ChatBody.OfKilobytes(Kilobytes);

    [Benchmark(Baseline = true)]
    public long Splice()
    {
        if (!JsonScan.TryScan(_body, out JsonScan? scan, out _))
            throw new InvalidOperationException("The body must be sound.");
        RequestEdits edits = new();
        edits.Add(MemberEdit.SetString("model", "gpt-5-mini-2025-08-07"));
        edits.Add(MemberEdit.AskForUsage);
        return edits.Apply(scan).Length;
    }

    [Benchmark]
    public long RoundTrip()
    {
        JsonNode body = JsonNode.Parse(_body)!;
        body["model"] = "gpt-5-mini-2025-08-07";
        body["stream_options"] = new JsonObject { ["include_usage"] = true };
        return JsonSerializer.SerializeToUtf8Bytes(body).Length;
    }
}

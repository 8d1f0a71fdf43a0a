using System.Collections.Immutable;
using System.Text;
using BenchmarkDotNet.Attributes;
using Headgate.Gateway.Config;
using Headgate.Gateway.Config.Conditions;
using Headgate.Gateway.Config.Reading;
using Headgate.Gateway.Identity;
using Headgate.Llm.Framing;

namespace Headgate.Benchmarks;

/// <summary>What does a condition of a target cost? It holds, so that every part of it is asked.</summary>
public class ConditionBenchmark
{
    /// <summary>Ordered as what comes with a request is.</summary>
    private static readonly ImmutableSortedDictionary<string, string> Ordered = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    private Condition _condition = null!;
    private RequestFacts _facts;

    [ParamsSource(nameof(Conditions))]
    public string When { get; set; } = "";

    public static IEnumerable<string> Conditions =>
    [
        "team: platform",
        "request.metadata.tier: pro",
        "tags.env: { in: [prod, staging, preview] }",
        "input_tokens: { gt: 500 }",
        "request.parameters.max_tokens: { gt: 50 }",
        "request.parameters.service_tier: flex",
        "model: { matches: '^gpt-' }",
        "request.metadata.email: { matches: '@example[.]com$' }",
        "request.metadata.email: { matches: '@(example|test)[.]com$' }",
        "all: [{ team: platform }, { request.metadata.tier: pro }, { input_tokens: { gt: 500 } }]",
    ];

    [GlobalSetup]
    public void Prepare()
    {
        var report = new ConfigReport();
        _condition = new ConditionReader(report).Read(YamlReader.Read("when", When, report)!)!;
        byte[] body = Encoding.UTF8.GetBytes("""{"model":"gpt-5-mini","max_tokens":100,"service_tier":"flex","stream":true}""");
        JsonScan.TryScan(body, out JsonScan? scan, out _);
        _facts = new RequestFacts
        {
            Model = "gpt-5-mini",
            Key = new VirtualKey
            {
                Id = "key_1",
                Name = "ci",
                Team = "platform",
                Digest = default,
                Layer = ConfigLayer.File,
                Tags = Ordered.Add("cost", "42").Add("env", "prod").Add("region", "eu"),
            },
            IsStream = true,
            Metadata = Ordered
                .Add("email", "somebody.with.a.name@example.com").Add("seats", "12").Add("tier", "pro").Add("user", "u-123"),
            Body = scan,
            InputTokens = 1000,
        };
        if (!Holds())
        {
            throw new InvalidOperationException($"This does not hold: {When}");
        }
    }

    [Benchmark]
    public bool Holds() => _condition.Holds(_facts);
}

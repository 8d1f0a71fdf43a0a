using System.Collections.Immutable;
using System.Text;
using Headgate.Gateway.Config;
using Headgate.Gateway.Config.Conditions;
using Headgate.Gateway.Config.Reading;
using Headgate.Gateway.Identity;
using Headgate.Llm.Framing;

namespace Headgate.Gateway.Tests.Config.Conditions;

/// <summary>A request that conditions are asked about.</summary>
internal static class Facts
{
    public const string Body =
        """{"model":"chat","max_tokens":100,"temperature":0.5,"service_tier":"fl\u0065x","stop":["a"],"seed":null,"store":true,"reasoning_effort":"high"}""";

    public static RequestFacts Request { get; } = Of(Body);

    public static RequestFacts Of(string body) => new()
    {
        Model = "chat",
        Key = new VirtualKey
        {
            Id = "key_1",
            Name = "ci",
            Team = "platform",
            Digest = default,
            Layer = ConfigLayer.File,
            Tags = ImmutableSortedDictionary<string, string>.Empty.Add("env", "prod"),
        },
        IsStream = true,
        Metadata = ImmutableSortedDictionary<string, string>.Empty.Add("tier", "pro").Add("seats", "12").Add("beta", "true").Add("a.b", "c"),
        Body = Scan(body),
        InputTokens = 1000,
    };

    public static Condition Condition(string yaml)
    {
        var report = new ConfigReport();
        Condition? condition = new ConditionReader(report).Read(YamlReader.Read("when", yaml, report)!);
        Assert.Empty(report.Errors);
        return condition!;
    }

    private static JsonScan Scan(string body) =>
        JsonScan.TryScan(Encoding.UTF8.GetBytes(body), out JsonScan? scan, out _) ? scan : throw new ArgumentException("This is no JSON.", nameof(body));
}

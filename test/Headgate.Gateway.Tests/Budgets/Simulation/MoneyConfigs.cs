using System.Collections.Immutable;
using Headgate.Gateway.Budgets;
using Headgate.Gateway.Config;
using Headgate.Gateway.Config.Derivation;
using Headgate.Gateway.Tests.Config;

namespace Headgate.Gateway.Tests.Budgets.Simulation;

/// <summary>Two configs that differ in amounts and limits, in several time zones: one takes the other's place while requests are under way.</summary>
internal static class MoneyConfigs
{
    /// <summary>Of the larger of two limits a minute.</summary>
    public const int RequestsPerMinute = 6;

    /// <summary>Of the larger of two limits a minute.</summary>
    public const int TokensPerMinute = 6_000;

    /// <summary>The larger of two limits.</summary>
    public const int Concurrent = 3;

    /// <summary>Which of the three keys has limits besides budgets.</summary>
    public const int LimitedKey = 0;

    public static readonly ImmutableArray<string> Zones = ["UTC", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu"];

    /// <summary>Dollars per million tokens sent and answered, by host.</summary>
    public static readonly IReadOnlyDictionary<string, (decimal Input, decimal Output)> Prices = new Dictionary<string, (decimal, decimal)>
    {
        ["a.test"] = (2.5m, 10m), ["b.test"] = (0.15m, 0.6m), ["c.test"] = (3.003003003m, 15.000000007m),
    };

    /// <summary>By zone: the config of the larger amounts, and the one of the smaller.</summary>
    private static readonly ImmutableDictionary<string, (ConfigSnapshot Larger, ConfigSnapshot Smaller)> Pairs = MakePairs();

    public static (ConfigSnapshot Larger, ConfigSnapshot Smaller) In(string zone) => Pairs[zone];

    /// <summary>All budgets of a config, those of the end users that requests name among them.</summary>
    public static ImmutableArray<Budget> BudgetsOf(ConfigSnapshot config, IEnumerable<string> users) =>
        [.. config.Budgets, .. from budget in config.EndUsers from name in users select budget.For(name)];

    public static string Secret(int key) => $"hg-{key}123456789012345678901234567890123456789012";

    private static ImmutableDictionary<string, (ConfigSnapshot, ConfigSnapshot)> MakePairs()
    {
        using ConfigFolder folder = new();
        return Zones.ToImmutableDictionary(zone => zone, zone => (
            Make(folder, zone, "0.06", $"requests_per_minute: {RequestsPerMinute}, tokens_per_minute: {TokensPerMinute}, concurrent: {Concurrent}", "1MiB"),
            Make(folder, zone, "0.03", "requests_per_minute: 4, tokens_per_minute: 4000, concurrent: 2", "6KiB")));
    }

    private static ConfigSnapshot Make(ConfigFolder folder, string zone, string usd, string limits, string replays)
    {
        string Provider(string host) =>
            $"{{ type: openai-compatible, base_url: https://{host}/v1, api_key: k, circuit_breaker: false, pricing: {{ m: {{ input: {Prices[host].Input}, output: {Prices[host].Output} }} }} }}";
        string yaml =
            $$"""
            timezone: {{zone}}
            server: { max_attempts: 3, max_replays: {{replays}} }
            providers:
              pa: {{Provider("a.test")}}
              pb: {{Provider("b.test")}}
              pc: {{Provider("c.test")}}
            models:
              a: { targets: { model: pa/m }, retry: { tries: 1 } }
              b: { targets: { model: pb/m }, retry: { tries: 1 }, timeouts: { first_token: 5s } }
              c: { targets: { model: pc/m }, retry: { tries: 1 }, budget: { usd: 0.03, period: hour } }
              any: { strategy: weighted, targets: [ { model: pa/m, weight: 3 }, { model: pb/m, weight: 1 }, { model: pc/m, weight: 1 } ], retry: { tries: 1 }, timeouts: { first_token: 5s }, hedge: { after: 1s, percent: 100 } }
            organizations: { o: { budget: { usd: 0.1, period: month, strict: true } } }
            tags: { env: { ci: { budget: { usd: 0.04, period: hour } } } }
            teams: { t: { organization: o, budget: { usd: {{usd}}, period: week }, end_users: { budget: { usd: 0.02, period: day } } } }
            keys:
              - { name: one, key: {{Secret(0)}}, team: t, budget: { usd: 0.05, period: day }, tags: { env: ci }, limits: { {{limits}} } }
              - { name: two, key: {{Secret(1)}}, team: t, budget: { usd: 0.2, period: total } }
              - { name: three, key: {{Secret(2)}}, organization: o, budget: { usd: {{usd}}, period: month }, tags: { env: ci }, end_users: { budget: { usd: 0.01, period: hour } } }
            """;
        return SnapshotDerivation.Derive(folder.Accept(yaml).Derived, [], out _);
    }
}

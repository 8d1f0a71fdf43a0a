using BenchmarkDotNet.Attributes;
using Headgate.Gateway.Config;
using Headgate.Gateway.Config.Conditions;
using Headgate.Gateway.Health;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Pipeline.Route;
using Headgate.Gateway.Pricing;
using Headgate.Llm.Protocols;
using Headgate.Llm.Providers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Headgate.Benchmarks;

/// <summary>What does a plan among ten targets cost, by strategy, when all are well?</summary>
public class RouteBenchmark
{
    private readonly DrawSource _draws = new(seed: 1);
    private readonly HealthBook _book = new(TimeProvider.System, NullLogger.Instance);
    private ModelAlias _alias = null!;
    private ConfigSnapshot _config = null!;

    [Params(Strategy.Priority, Strategy.Weighted, Strategy.Latency, Strategy.Cost, Strategy.LeastBusy)]
    public Strategy Strategy { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        _alias = new ModelAlias { Name = "chat", Strategy = Strategy, Targets = [.. Enumerable.Range(0, 10).Select(Target)] };
        _config = new ConfigSnapshot
        {
            Hash = "",
            Server = new ServerOptions(),
            Providers = [],
            Models = new ModelTable([_alias], []),
            Keys = new KeyRing([]),
            AdminTokens = [],
            Log = new LogOptions(),
            AuthRequired = true,
        };
        Plan().Failed(out _, out AttemptPlan? plan);
        foreach (Target target in plan!.Targets)
        {
            TargetCall call = _book.Of(target).TryEnter(target, isStream: true, inputTokens: 100)!;
            call.FirstContent(TimeSpan.FromMilliseconds(100), null);
            call.Leave();
        }
    }

    [Benchmark]
    public bool Route() => Plan().Failed(out _, out _);

    private Outcome<AttemptPlan> Plan()
    {
        var wanted = new Wanted(new RequestFacts { Model = "m", IsStream = true, InputTokens = 100 }, NativeProtocols.Get(WireProtocol.OpenAIChat));
        return RouteRoom.Plan(_alias, wanted, _draws.Take("chat"), _config, new HealthView(_book), _config.Prices.Costs(TimeProvider.System));
    }

    private static AliasTarget Target(int number)
    {
        VendorRow row = ProviderCatalog.Find("openai")!;
        var provider = new Provider
        {
            Name = $"p{number}",
            Row = row,
            Vendor = new CatalogProvider(row, [WireProtocol.OpenAIChat]),
            Endpoint = new Endpoint(new Uri($"https://p{number}.test/v1"), IsWritten: true, null, null, null),
            Credentials = [new Credential($"p{number}#0", "sk-0123456789")],
        };
        var price = new PriceRow([new(PriceMeter.Input, 100_000_000 + (number * 7)), new(PriceMeter.Output, 400_000_000)]);
        return new AliasTarget.Model(provider, "m", 1 + (number % 3)) { Pricing = price };
    }
}

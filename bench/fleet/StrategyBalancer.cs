using Headgate.Gateway.Config;
using Headgate.Gateway.Config.Conditions;
using Headgate.Gateway.Fleets;
using Headgate.Gateway.Health;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Pipeline.Route;
using Headgate.Llm.Chat;
using Headgate.Llm.Protocols;
using Headgate.Llm.Providers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Headgate.FleetWorld;

/// <summary>The replicas as the targets of an alias, chosen by one of its strategies.</summary>
internal sealed class StrategyBalancer : IBalancer
{
    private readonly VirtualTime _time;
    private readonly DrawSource _draws;
    private readonly HealthBook _health;
    private readonly ModelAlias _alias;
    private readonly ConfigSnapshot _config;

    public StrategyBalancer(Strategy strategy, int replicas, ulong seed, VirtualTime time)
    {
        _time = time;
        _draws = new DrawSource(seed);
        _health = new HealthBook(time, NullLogger.Instance);
        _alias = new ModelAlias { Name = "fleet", Strategy = strategy, Targets = [.. Enumerable.Range(0, replicas).Select(Target)] };
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
    }

    /// <inheritdoc />
    public (int Replica, IVisit Visit) Send(Arrival arrival)
    {
        var facts = new RequestFacts { Model = "m", IsStream = true, InputTokens = arrival.Prompt.Tokens };
        var wanted = new Wanted(facts, NativeProtocols.Get(WireProtocol.OpenAIChat));
        if (RouteRoom.Plan(_alias, wanted, _draws.Take("fleet"), _config, new HealthView(_health)).Failed(out _, out AttemptPlan? plan))
        {
            throw new InvalidOperationException("In this world nothing fails.");
        }

        Target target = plan.Targets[0];
        TargetCall call = _health.Of(target).TryEnter(target, isStream: true, arrival.Prompt.Tokens)!;
        return (int.Parse(target.Provider.Name, null), new Visit(call, _time));
    }

    /// <inheritdoc />
    public void Heard(int replica, ReplicaMetrics metrics)
    {
        // these strategies learn from their own calls alone
    }

    private static AliasTarget Target(int number)
    {
        VendorRow row = ProviderCatalog.Find("vllm")!;
        var provider = new Provider
        {
            Name = $"{number}",
            Row = row,
            Vendor = new CatalogProvider(row, [WireProtocol.OpenAIChat]),
            Endpoint = new Endpoint(new Uri($"http://replica-{number}.test/v1"), IsWritten: true, null, null, null),
            Credentials = [new Credential($"{number}", null)],
        };
        return new AliasTarget.Model(provider, "m", 1);
    }

    private sealed class Visit(TargetCall call, VirtualTime time) : IVisit
    {
        private readonly double _sentAt = time.Seconds;

        public void FirstToken() => call.FirstContent(TimeSpan.FromSeconds(time.Seconds - _sentAt), null);

        public void Ended(TimeSpan after, Usage usage)
        {
            call.Streamed(after, usage);
            call.Leave();
        }
    }
}

using Headgate.Gateway.Config;
using Headgate.Gateway.Health;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Pipeline.Route;
using Headgate.Gateway.Pipeline.Upstream;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Llm.Protocols;
using Headgate.Llm.Providers;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Headgate.Gateway.Tests.Pipeline.Route;

/// <summary>The room alone, with its clock and its chance in the test's hand.</summary>
internal sealed class RouteRig
{
    private readonly ConfigSnapshot _config;
    private readonly DrawSource _draws;

    public RouteRig(ulong seed = 1)
    {
        using var rig = new PipelineRig();
        (_config, _draws, Book) = (rig.Current, new DrawSource(seed), new HealthBook(Time, NullLogger.Instance));
    }

    public FakeTimeProvider Time { get; } = new();

    public HealthBook Book { get; }

    public ITargetCosts? Costs { get; init; }

    /// <summary>An alias of models of providers with these names, all with weight 1 but for those given.</summary>
    public static ModelAlias Alias(Strategy strategy, string names, params int[] weights) => new()
    {
        Name = names,
        Strategy = strategy,
        Targets = [.. names.Select((name, i) => (AliasTarget)new AliasTarget.Model(Provider(name), "m", i < weights.Length ? weights[i] : 1))],
    };

    public static ModelAlias Alias(Strategy strategy, params (AliasTarget Target, int)[] targets) =>
        new() { Name = "outer", Strategy = strategy, Targets = [.. targets.Select(pair => pair.Target)] };

    /// <summary>The next plan, as the names of its providers.</summary>
    public string Names(ModelAlias alias) => string.Concat(Plan(alias).Targets.Select(target => target.Provider.Name));

    public AttemptPlan Plan(ModelAlias alias)
    {
        var wanted = new Wanted("m", NativeProtocols.Get(WireProtocol.OpenAIChat)) { IsStream = true, InputTokens = 100 };
        Assert.False(RouteRoom.Plan(alias, wanted, _draws.Take(alias.Label), _config, new HealthView(Book), Costs).Failed(out _, out AttemptPlan? plan));
        return plan;
    }

    /// <summary>Begins a call of the first target.</summary>
    public TargetCall Call(ModelAlias alias) => Enter(Plan(alias).Targets[0]);

    public TargetCall Enter(Target target) => Book.Of(target).TryEnter(target, isStream: true, inputTokens: 100)!;

    /// <summary>Parks the target with this name.</summary>
    public void Park(ModelAlias alias, char name, TimeSpan span) => Enter(Find(alias, name)).Failed(
        new AttemptFailure(UpstreamFault.RateLimited, "") { RetryAfter = span }, TimeSpan.Zero);

    public Target Find(ModelAlias alias, char name)
    {
        AttemptPlan plan = Plan(alias);
        return Assert.Single(plan.Targets.AddRange(plan.LeftOut), target => target.Provider.Name == name.ToString());
    }

    /// <summary>Fails calls of a target until it is left alone.</summary>
    public void Sicken(Target target)
    {
        while (Book.Of(target).TryEnter(target, isStream: true, 100) is { } call)
        {
            call.Failed(new AttemptFailure(UpstreamFault.ServerError, ""), TimeSpan.Zero);
            call.Leave();
        }
    }

    private static Provider Provider(char name) =>
        PipelineRig.Vendor(name.ToString(), $"https://{name}.test/v1", "openai-compatible", [WireProtocol.OpenAIChat]);
}

using System.Collections.Immutable;
using Headgate.Gateway.Budgets;
using Headgate.Gateway.Config.Conditions;
using Headgate.Gateway.Config.Description;
using Headgate.Gateway.Config.Reading;
using Headgate.Gateway.Config.Rules;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Config.Derivation;

/// <summary><c>models:</c> — each alias once, so that targets which are aliases lead to the same object.</summary>
internal sealed class AliasDerivation
{
    private readonly Draft _draft;
    private readonly Dictionary<string, Provider> _providers;
    private readonly Dictionary<string, ModelAlias> _aliases = new(StringComparer.Ordinal);

    private AliasDerivation(Draft draft, ImmutableArray<Provider> providers)
    {
        _draft = draft;
        _providers = providers.ToDictionary(provider => provider.Name, StringComparer.Ordinal);
    }

    public static ImmutableArray<ModelAlias> Derive(Draft draft, ImmutableArray<Provider> providers)
    {
        var derivation = new AliasDerivation(draft, providers);
        return [.. draft.Models.Select(derivation.Alias)];
    }

    private ModelAlias Alias(Named<Section> named)
    {
        if (!_aliases.TryGetValue(named.Name, out ModelAlias? alias))
        {
            _aliases[named.Name] = alias = Make(named, named.Value);
        }

        return alias;
    }

    private ModelAlias Make(Named<Section> named, Section section) => new()
    {
        Name = named.Name,
        Layer = named.At.IsStored ? ConfigLayer.Store : ConfigLayer.File,
        Strategy = section.Get(ModelKeys.Strategy),
        Split = section.Find(ModelKeys.Split) is { Value: var split } ? new Split(split.Get(SplitKeys.By)) : null,
        Sticky = section.Get(ModelKeys.Sticky),
        Targets = Targets(section, new TargetSeeds(section.Get(ModelKeys.Split).Find(SplitKeys.Salt)?.Value ?? named.Name)),
        Retry = Retry(section.Get(ModelKeys.Retry)),
        FallbackOn = [.. section.Get(ModelKeys.FallbackOn).Select(fault => fault.Value).Distinct()],
        Timeouts = Timeouts(section.Get(ModelKeys.Timeouts)),
        Hedge = section.Find(ModelKeys.Hedge) is { Value: var hedge }
            ? new HedgeOptions(hedge.Get(HedgeKeys.After), hedge.Get(HedgeKeys.Percent), hedge.Find(HedgeKeys.MaxCost)?.Value)
            : null,
        Resumes = section.Get(ModelKeys.Resume),
        MaxAttempts = section.Find(ModelKeys.MaxAttempts)?.Value,
        Budget = BudgetDerivation.Of(_draft, section, ModelKeys.Budget, new BudgetScope(BudgetScopeKind.Model, named.Name)).SingleOrDefault(),
        Probe = section.Find(ModelKeys.Probe)?.Value,
        Edits =
        [
            .. section.Get(ModelKeys.Defaults).Select(member => MemberEdit.SetDefault(member.Name, member.Value)),
            .. section.Get(ModelKeys.Drop).Plain().Select(MemberEdit.Remove),
        ],
        OnDisconnect = section.Find(ModelKeys.OnDisconnect)?.Value,
        OnLoss = section.Get(ModelKeys.OnLoss),
    };

    private ImmutableArray<AliasTarget> Targets(Section alias, TargetSeeds seeds) =>
        [.. alias.Get(ModelKeys.Targets).Select(target => Target(target.Value, alias, seeds))];

    private AliasTarget Target(Section target, Section alias, TargetSeeds seeds)
    {
        string? variant = target.Find(TargetKeys.Variant)?.Value;
        ulong seed = seeds.Next(variant ?? target.Get(TargetKeys.Model));
        int weight = target.Get(TargetKeys.Weight);
        Condition? when = target.Find(TargetKeys.When)?.Value;
        RequestNeeds without = target.Get(TargetKeys.Without).Aggregate(RequestNeeds.None, (all, each) => all | each.Value);
        int? window = target.Find(TargetKeys.ContextWindow)?.Value;
        return TargetReference.Find(_draft, target.Get(TargetKeys.Model)) switch
        {
            TargetReference.OfProvider provider =>
                new AliasTarget.Model(_providers[provider.Provider.Name], provider.UpstreamModel, weight)
                {
                    When = when, Variant = variant!, Seed = seed, Without = without, ContextWindow = window,
                    Pricing = PricingKeys.Read(target.Get(TargetKeys.Pricing), alias.Get(ModelKeys.Pricing)),
                },
            TargetReference.OfAlias nested => new AliasTarget.Alias(Alias(nested.Alias), weight)
            {
                When = when, Variant = variant!, Seed = seed, Without = without, ContextWindow = window,
            },
            _ => throw new InvalidOperationException("A target that no rule refused leads nowhere."),
        };
    }

    private static RetryOptions Retry(Section retry) => new()
    {
        Tries = retry.Get(RetryKeys.Tries),
        Backoff = retry.Get(RetryKeys.Backoff),
        MaxBackoff = retry.Get(RetryKeys.MaxBackoff),
    };

    private static TimeoutOptions Timeouts(Section timeouts) => new()
    {
        Connect = timeouts.Get(TimeoutKeys.Connect),
        FirstToken = timeouts.Get(TimeoutKeys.FirstToken) is var first && first == TimeSpan.Zero ? null : first,
        Idle = timeouts.Get(TimeoutKeys.Idle),
        Total = timeouts.Get(TimeoutKeys.Total),
    };
}

using System.Collections.Immutable;
using Headgate.Gateway.Config;
using Headgate.Gateway.Config.Conditions;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline.Route;

/// <summary>Unfolds an alias into what can be called for one request, aliases within it in their places.</summary>
internal ref struct RouteWalk
{
    private readonly ref readonly Wanted _wanted;
    private readonly ImmutableArray<Target>.Builder _targets = ImmutableArray.CreateBuilder<Target>();
    private Deal? _deal;

    private delegate bool Fitness(AliasTarget target, in Wanted wanted);

    public RouteWalk(ref readonly Wanted wanted) => _wanted = ref wanted;

    /// <summary>True when a target was left out for its conditions or for what it cannot do.</summary>
    public bool IsConditional { get; private set; }

    /// <summary>What a split dealt to the request; null without one. Taken once.</summary>
    public readonly Assignment? Assignment => _deal?.Assignment;

    /// <summary>What was found, best first. Taken once.</summary>
    public readonly ImmutableArray<Target> Targets => _targets.DrainToImmutable();

    /// <summary>Adds an alias' targets.</summary>
    /// <param name="alias">The alias.</param>
    /// <param name="draw">Its chance.</param>
    /// <param name="variant">The variant that it belongs to; null for none.</param>
    public void Expand(ModelAlias alias, Draw draw, string? variant = null)
    {
        ImmutableArray<AliasTarget> fit = alias.IsSelective ? Fit(alias.Targets) : alias.Targets;
        if (fit.IsEmpty)
        {
            return;
        }

        bool isFirst = _targets.Count == 0;
        foreach (AliasTarget target in alias.Split is null ? Ordered(alias, fit, draw) : Dealt(alias.Split, fit, draw, isFirst))
        {
            string? inner = alias.Split is null ? variant : Deal.Join(variant, target.Variant);
            switch (target)
            {
                case AliasTarget.Model model:
                    AddCredentials(model, alias.Sticky, draw.Sequence / alias.TotalWeight, inner);
                    break;
                case AliasTarget.Alias nested:
                    // An inner turn moves once an outer round, or two rounds in step would always meet at the same inner target.
                    Expand(nested.Target, draw.Next() with { Sequence = draw.Sequence / alias.TotalWeight }, inner);
                    break;
            }
        }
    }

    /// <summary>
    /// Those that are for the request. How long it is, is an estimate: that alone leaves none out where nothing would be left.
    /// </summary>
    private ImmutableArray<AliasTarget> Fit(ImmutableArray<AliasTarget> targets)
    {
        ImmutableArray<AliasTarget> able = Those(targets, IsFor);
        IsConditional |= able.Length < targets.Length;
        ImmutableArray<AliasTarget> large = Those(able, Holds);
        return large.IsEmpty ? able : large;
    }

    private static bool IsFor(AliasTarget target, in Wanted wanted) =>
        (target.When is null || target.When.Holds(wanted.Facts)) && (target.Without == RequestNeeds.None || (target.Without & wanted.Needs) == 0);

    private static bool Holds(AliasTarget target, in Wanted wanted) => target.ContextWindow is not { } window || !(wanted.Facts.InputTokens > window);

    /// <summary>Those of which something is true; the same array when it is true of all.</summary>
    private readonly ImmutableArray<AliasTarget> Those(ImmutableArray<AliasTarget> targets, Fitness isFit)
    {
        ImmutableArray<AliasTarget>.Builder? fit = null;
        for (int i = 0; i < targets.Length; i++)
        {
            if (isFit(targets[i], _wanted))
            {
                fit?.Add(targets[i]);
            }
            else if (fit is null)
            {
                fit = ImmutableArray.CreateBuilder<AliasTarget>(targets.Length);
                fit.AddRange(targets.AsSpan(0, i));
            }
        }

        return fit is null ? targets : fit.DrainToImmutable();
    }

    /// <summary>By the strategy; but a caller that sticks to its target has that one first.</summary>
    private readonly ImmutableArray<AliasTarget> Ordered(ModelAlias alias, ImmutableArray<AliasTarget> fit, Draw draw)
    {
        ImmutableArray<AliasTarget> order = StrategyOrder.Of(alias, fit, draw);
        return alias.Strategy != Strategy.Priority && StickyIdentity.Of(alias.Sticky, _wanted.Facts) is { } caller
            ? StrategyOrder.PutFirst(Rendezvous.Choose(fit, caller), order)
            : order;
    }

    /// <summary>The caller's variant, then the others in the order of the config.</summary>
    private ImmutableArray<AliasTarget> Dealt(Split split, ImmutableArray<AliasTarget> fit, Draw draw, bool isFirst)
    {
        AliasTarget? chosen = Rendezvous.Choose(fit, StickyIdentity.Of(split.By, _wanted.Facts) ?? draw.Bits);
        Deal deal = _deal ?? new Deal();
        if (isFirst && chosen is not null)
        {
            deal.Draw(chosen.Variant, (double)chosen.Weight / fit.Sum(target => (long)target.Weight));
        }

        _deal = deal;
        return StrategyOrder.PutFirst(chosen, fit);
    }

    /// <summary>
    /// A pool of credentials takes turns, unless the caller sticks to one; each further one is a target of its own to fall back to.
    /// </summary>
    private readonly void AddCredentials(AliasTarget.Model model, StickyBy sticky, long turn, string? variant)
    {
        WireProtocol asked = _wanted.Protocol.Protocol;
        ImmutableArray<WireProtocol> spoken = model.Provider.Vendor.Speaks(model.UpstreamModel ?? _wanted.Facts.Model);
        bool isSpoken = spoken.Contains(asked);
        bool isNative = isSpoken && _wanted.Suits(model.Provider);

        // What a vendor of the client's own protocol would refuse goes there by way of the hub, which writes it as that vendor takes it.
        WireProtocol? translatedTo = isNative ? null : Translations.Best(asked, isSpoken ? [asked] : spoken);
        if (!isNative && translatedTo is null)
        {
            return;
        }

        ImmutableArray<Target> pool = model.TargetsFor(_wanted.Facts.Model, translatedTo);
        long first = pool.Length > 1 && StickyIdentity.Of(sticky, _wanted.Facts) is { } caller ? Rendezvous.Choose(pool, caller) : turn;
        for (int i = 0; i < pool.Length; i++)
        {
            Target target = pool[(int)((first + i) % pool.Length)];
            _targets.Add(target);
            if (variant is not null)
            {
                _deal?.Belongs(target, variant);
            }
        }
    }
}

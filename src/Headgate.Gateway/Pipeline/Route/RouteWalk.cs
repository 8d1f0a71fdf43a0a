using System.Collections.Immutable;
using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline.Route;

/// <summary>Unfolds an alias into what can be called for one request, aliases within it in their places.</summary>
internal ref struct RouteWalk
{
    private readonly ref readonly Wanted _wanted;
    private readonly ImmutableArray<Target>.Builder _targets = ImmutableArray.CreateBuilder<Target>();

    public RouteWalk(ref readonly Wanted wanted) => _wanted = ref wanted;

    /// <summary>True when a target was left out for its conditions.</summary>
    public bool IsConditional { get; private set; }

    /// <summary>What was found, best first. Taken once.</summary>
    public readonly ImmutableArray<Target> Targets => _targets.DrainToImmutable();

    public void Expand(ModelAlias alias, Draw draw)
    {
        ImmutableArray<AliasTarget> fit = alias.HasConditions ? Fit(alias.Targets) : alias.Targets;
        foreach (AliasTarget target in StrategyOrder.Of(alias, fit, draw))
        {
            switch (target)
            {
                case AliasTarget.Model model:
                    AddCredentials(model, draw.Sequence / alias.TotalWeight);
                    break;
                case AliasTarget.Alias nested:
                    // An inner turn moves once an outer round, or two rounds in step would always meet at the same inner target.
                    Expand(nested.Target, draw.Next() with { Sequence = draw.Sequence / alias.TotalWeight });
                    break;
            }
        }
    }

    /// <summary>Those whose conditions hold; the same array when all do.</summary>
    private ImmutableArray<AliasTarget> Fit(ImmutableArray<AliasTarget> targets)
    {
        ImmutableArray<AliasTarget>.Builder? fit = null;
        for (int i = 0; i < targets.Length; i++)
        {
            if (targets[i].When is null || targets[i].When!.Holds(_wanted.Facts))
            {
                fit?.Add(targets[i]);
            }
            else if (fit is null)
            {
                IsConditional = true;
                fit = ImmutableArray.CreateBuilder<AliasTarget>(targets.Length);
                fit.AddRange(targets.AsSpan(0, i));
            }
        }

        return fit is null ? targets : fit.DrainToImmutable();
    }

    /// <summary>A pool of credentials takes turns; each further one is a target of its own to fall back to.</summary>
    private readonly void AddCredentials(AliasTarget.Model model, long turn)
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
        for (int i = 0; i < pool.Length; i++)
        {
            _targets.Add(pool[(int)((turn + i) % pool.Length)]);
        }
    }
}

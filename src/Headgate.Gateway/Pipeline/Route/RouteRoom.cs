using System.Collections.Immutable;
using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline.Route;

/// <summary>Alias → plan. Pure in (alias, request, draw): the same three always give the same plan.</summary>
internal static class RouteRoom
{
    public static Outcome<AttemptPlan> Plan(ModelAlias alias, in Wanted wanted, Draw draw, ConfigSnapshot config)
    {
        var targets = ImmutableArray.CreateBuilder<Target>();
        Expand(alias, wanted, draw, targets);
        return targets.Count > 0
            ? new AttemptPlan(alias, targets.DrainToImmutable(), alias.MaxAttempts ?? config.Server.MaxAttempts)
            : NotSpoken(alias, wanted.Protocol);
    }

    private static GatewayError NotSpoken(ModelAlias alias, NativeProtocol protocol) =>
        new(ErrorKind.UnsupportedEndpoint, $"No target of the model '{alias.Name}' speaks {protocol.Name} or a protocol that it is translated into.")
        {
            Param = "model",
        };

    private static void Expand(ModelAlias alias, in Wanted wanted, Draw draw, ImmutableArray<Target>.Builder targets)
    {
        foreach (AliasTarget target in StrategyOrder.Of(alias, draw))
        {
            switch (target)
            {
                case AliasTarget.Model model:
                    AddCredentials(model, wanted, draw.Sequence / alias.TotalWeight, targets);
                    break;
                case AliasTarget.Alias nested:
                    // An inner turn moves once an outer round, or two rounds in step would always meet at the same inner target.
                    Expand(nested.Target, wanted, draw.Next() with { Sequence = draw.Sequence / alias.TotalWeight }, targets);
                    break;
            }
        }
    }

    /// <summary>A pool of credentials takes turns; each further one is a target of its own to fall back to.</summary>
    private static void AddCredentials(AliasTarget.Model model, in Wanted wanted, long turn, ImmutableArray<Target>.Builder targets)
    {
        WireProtocol asked = wanted.Protocol.Protocol;
        ImmutableArray<WireProtocol> spoken = model.Provider.Vendor.Speaks(model.UpstreamModel ?? wanted.Model);
        bool isSpoken = spoken.Contains(asked);
        bool isNative = isSpoken && wanted.Suits(model.Provider);

        // What a vendor of the client's own protocol would refuse goes there by way of the hub, which writes it as that vendor takes it.
        WireProtocol? translatedTo = isNative ? null : Translations.Best(asked, isSpoken ? [asked] : spoken);
        if (!isNative && translatedTo is null)
        {
            return;
        }

        ImmutableArray<Target> pool = model.TargetsFor(wanted.Model, translatedTo);
        for (int i = 0; i < pool.Length; i++)
        {
            targets.Add(pool[(int)((turn + i) % pool.Length)]);
        }
    }
}

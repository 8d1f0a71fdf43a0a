using Headgate.Gateway.Config;
using Headgate.Gateway.Health;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline.Route;

/// <summary>Alias → plan. Pure in (alias, request, health, costs, draw): the same five always give the same plan.</summary>
internal static class RouteRoom
{
    public static Outcome<AttemptPlan> Plan(ModelAlias alias, in Wanted wanted, Draw draw, ConfigSnapshot config, HealthView health, ITargetCosts? costs = null)
    {
        var planned = new PlannedTargets(health, alias.Targets.Length);
        var prospect = new Prospect(wanted, health, costs);
        Deal? deal = null;
        Expand(alias, prospect, draw, ref planned, ref deal, Share.Whole);
        return !planned.IsEmpty
            ? new AttemptPlan(alias, planned.Free, alias.MaxAttempts ?? config.Server.MaxAttempts) { LeftOut = planned.LeftOut, Assignment = deal?.Assignment }
            : prospect.LacksCredential(alias) ? NoCredential(alias)
            : prospect.LeavesOut(alias) ? NoneMatches(alias)
            : NotSpoken(alias, wanted.Protocol);
    }

    /// <summary>The conditions themselves are the operator's: a client is told that there are some, not which.</summary>
    private static GatewayError NoneMatches(ModelAlias alias) =>
        new(ErrorKind.NoMatchingTarget,
            $"No target of the model '{alias.Name}' is meant for a request like this one. The gateway's operator has said for which each is.")
        {
            Param = "model",
        };

    private static GatewayError NoCredential(ModelAlias alias) =>
        new(ErrorKind.InvalidRequest,
            $"The model '{alias.Name}' is called with a provider's credential that the caller brings: send it in {BroughtCredentials.Header}.")
        {
            Param = BroughtCredentials.Header,
        };

    private static GatewayError NotSpoken(ModelAlias alias, NativeProtocol protocol) =>
        new(ErrorKind.UnsupportedEndpoint, $"No target of the model '{alias.Name}' speaks {protocol.Name} or a protocol that it is translated into.")
        {
            Param = "model",
        };

    private static void Expand(ModelAlias alias, in Prospect prospect, Draw draw, ref PlannedTargets planned, ref Deal? deal, Share share)
    {
        CandidateRoom room = default;
        Span<Candidate> candidates = Candidates.Of(alias, ref room);
        prospect.Arrange(alias, draw, candidates);
        bool isSplit = alias.Split is not null;
        long weights = isSplit ? Deal.Weights(candidates) : 0;
        deal = isSplit ? deal ?? new Deal() : deal;
        foreach (ref readonly Candidate candidate in candidates)
        {
            if (candidate.IsOut)
            {
                continue;
            }

            Share inner = isSplit ? share.Of(candidate.Entry, weights) : share;
            if (candidate.Entry is AliasTarget.Alias nested)
            {
                Expand(nested.Target, prospect, candidate.Draw, ref planned, ref deal, inner);
            }
            else
            {
                deal?.Belong(candidate.Pool, inner, isFirst: planned.IsEmpty);
                planned.Add(candidate.Pool, candidate.Draw.Sequence, candidate.Caller);
            }
        }
    }
}

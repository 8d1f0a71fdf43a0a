using Headgate.Gateway.Config;
using Headgate.Gateway.Health;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline.Route;

/// <summary>Alias → plan. Pure in (alias, request, health, draw): the same four always give the same plan.</summary>
internal static class RouteRoom
{
    public static Outcome<AttemptPlan> Plan(ModelAlias alias, in Wanted wanted, Draw draw, ConfigSnapshot config, HealthView health, ITargetCosts? costs = null)
    {
        var planned = new PlannedTargets(health, alias.Targets.Length);
        Expand(alias, new Prospect(wanted, health, costs), draw, ref planned);
        return planned.IsEmpty
            ? NotSpoken(alias, wanted.Protocol)
            : new AttemptPlan(alias, planned.Free, alias.MaxAttempts ?? config.Server.MaxAttempts) { LeftOut = planned.LeftOut };
    }

    private static GatewayError NotSpoken(ModelAlias alias, NativeProtocol protocol) =>
        new(ErrorKind.UnsupportedEndpoint, $"No target of the model '{alias.Name}' speaks {protocol.Name} or a protocol that it is translated into.")
        {
            Param = "model",
        };

    private static void Expand(ModelAlias alias, in Prospect prospect, Draw draw, ref PlannedTargets planned)
    {
        CandidateRoom room = default;
        Span<Candidate> candidates = Candidates.Of(alias, ref room);
        prospect.Arrange(alias, draw, candidates);
        foreach (ref readonly Candidate candidate in candidates)
        {
            if (candidate.Entry is AliasTarget.Alias nested)
            {
                Expand(nested.Target, prospect, candidate.Draw, ref planned);
            }
            else
            {
                planned.Add(candidate.Pool, candidate.Draw.Sequence);
            }
        }
    }
}

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
        var walk = new RouteWalk(in wanted);
        walk.Expand(alias, draw);
        ImmutableArray<Target> targets = walk.Targets;
        return !targets.IsEmpty ? new AttemptPlan(alias, targets, alias.MaxAttempts ?? config.Server.MaxAttempts) { Assignment = walk.Assignment }
            : walk.IsConditional ? NoneMatches(alias)
            : NotSpoken(alias, wanted.Protocol);
    }

    /// <summary>The conditions themselves are the operator's: a client is told that there are some, not which.</summary>
    private static GatewayError NoneMatches(ModelAlias alias) =>
        new(ErrorKind.NoMatchingTarget,
            $"No target of the model '{alias.Name}' is meant for a request like this one. The gateway's operator has said for which each is.")
        {
            Param = "model",
        };

    private static GatewayError NotSpoken(ModelAlias alias, NativeProtocol protocol) =>
        new(ErrorKind.UnsupportedEndpoint, $"No target of the model '{alias.Name}' speaks {protocol.Name} or a protocol that it is translated into.")
        {
            Param = "model",
        };
}

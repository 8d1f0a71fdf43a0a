using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Headgate.Gateway.Config;
using Headgate.Gateway.Config.Conditions;
using Headgate.Gateway.Health;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Pipeline.Admit;
using Headgate.Gateway.Pipeline.Authenticate;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Pipeline.Route;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;
using Microsoft.Extensions.Logging.Abstractions;

namespace Headgate.Gateway.Advice;

/// <summary>
/// Says what would become of a request: by the rooms that requests pass, and by the health that their targets have. Nothing is called, and no turn
/// is taken from requests: the draws are its own. Thread-safe.
/// </summary>
public sealed class RouteAdviser
{
    private const ulong Seed = 1;

    private readonly DrawSource _draws = new(Seed);
    private readonly ISnapshotSource _snapshots;
    private readonly HealthBook _health;
    private readonly TimeProvider _time;

    /// <summary>For a config that nobody serves: all targets are healthy.</summary>
    /// <param name="snapshots">The config.</param>
    /// <param name="time">The clock, by which prices go.</param>
    public RouteAdviser(ISnapshotSource snapshots, TimeProvider time)
        : this(snapshots, new HealthBook(time, NullLogger.Instance), time)
    {
    }

    internal RouteAdviser(ISnapshotSource snapshots, HealthBook health, TimeProvider time) => (_snapshots, _health, _time) = (snapshots, health, time);

    /// <summary>What would become of it, now.</summary>
    public RouteAdvice Advise(RouteQuestion question)
    {
        ConfigSnapshot config = _snapshots.Current;
        Caller caller = question.Key is { } key ? new Caller(key) : AuthenticateRoom.Anonymous;
        if (AdmitRoom.Resolve(caller, question.Model, config).Failed(out GatewayError? refusal, out ModelAlias? alias))
        {
            return new RouteAdvice { Refusal = refusal };
        }

        if (!JsonScan.TryScan(question.Body.IsEmpty ? BodyOf(question) : question.Body, out JsonScan? body, out refusal))
        {
            return new RouteAdvice { Refusal = refusal };
        }

        NativeProtocol protocol = NativeProtocols.Get(question.Protocol);
        var wanted = new Wanted(Facts(question, caller, body, protocol), protocol);
        Draw draw = _draws.Take(alias.Label);
        var view = new HealthView(_health);
        ITargetCosts costs = config.Prices.Costs(_time);
        ImmutableArray<Target> called = [];
        if (!RouteRoom.Plan(alias, wanted, draw, config, view, costs).Failed(out refusal, out AttemptPlan? plan))
        {
            called = plan.Targets;
            refusal = called.IsEmpty ? new Obstacles(plan.LeftOut, _health).ToError() : null;
        }

        var walk = new AdviceWalk(new Prospect(wanted, view, costs), wanted, called, _time.GetUtcNow());
        return new RouteAdvice
        {
            Alias = walk.Look(alias, draw),
            Plan = walk.Plan,
            MaxAttempts = plan?.MaxAttempts ?? 0,
            Variant = plan?.Assignment?.Variant,
            Probability = plan?.Assignment?.Probability,
            Refusal = refusal,
        };
    }

    private static RequestFacts Facts(RouteQuestion question, Caller caller, JsonScan body, NativeProtocol protocol) => new()
    {
        Model = question.Model,
        Key = caller.Key,
        IsStream = question.IsStream || protocol.IsStream(body),
        Session = question.Session,
        Metadata = question.Metadata,
        Body = body,
        InputTokens = question.InputTokens ?? (question.Body.IsEmpty ? 0 : RequestFacts.TokensOf(body)),
    };

    /// <summary>As much of a body as rooms look at.</summary>
    private static byte[] BodyOf(RouteQuestion question)
    {
        string stream = question.IsStream ? ""","stream":true""" : "";
        string tools = question.HasTools ? ""","tools":[{"type":"function","function":{"name":"tool"}}]""" : "";
        return Encoding.UTF8.GetBytes($$"""{"model":"{{JsonEncodedText.Encode(question.Model)}}"{{stream}}{{tools}}}""");
    }
}

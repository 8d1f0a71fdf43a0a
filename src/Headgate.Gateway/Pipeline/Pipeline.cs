using System.Runtime.CompilerServices;
using Headgate.Gateway.Advice;
using Headgate.Gateway.Budgets;
using Headgate.Gateway.Config;
using Headgate.Gateway.Credentials;
using Headgate.Gateway.Fleets;
using Headgate.Gateway.Health;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Pipeline.Admit;
using Headgate.Gateway.Pipeline.Attempt;
using Headgate.Gateway.Pipeline.Upstream.Connections;
using Headgate.Gateway.Pipeline.Authenticate;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Pipeline.Receive;
using Headgate.Gateway.Pipeline.Record;
using Headgate.Gateway.Pipeline.Relay;
using Headgate.Gateway.Pipeline.Replay;
using Headgate.Gateway.Pipeline.Route;
using Headgate.Gateway.Pipeline.Settle;
using Headgate.Gateway.Pipeline.Upstream;
using Headgate.Gateway.Pipeline.Upstream.Fetching;
using Headgate.Gateway.Pipeline.Upstream.Translation;
using Headgate.Gateway.Pricing;
using Headgate.Gateway.Probing;
using Headgate.Gateway.Queueing;
using Headgate.Gateway.Raw;
using Headgate.Gateway.Raw.Objects;
using Headgate.Gateway.Raw.Sending;
using Headgate.Gateway.Replays;
using Headgate.Gateway.Stores;
using Headgate.Gateway.Telemetry;
using Headgate.Llm.Protocols;
using Microsoft.Extensions.Logging;

namespace Headgate.Gateway.Pipeline;

/// <summary>One request, from arrival to record. The order of the rooms is the order of the lines in <see cref="RunAsync"/>.</summary>
public sealed class Pipeline : IDisposable
{
    private readonly ISnapshotSource _snapshots;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly GatewayMeter _meter;
    private readonly HealthMeter _healthMeter;
    private readonly QueueMeter _queueMeter;
    private readonly DrawSource _draws;
    private readonly FleetBook _fleets;
    private readonly MetricsPoller _poller;
    private readonly TargetWatch _watch;
    private readonly AccessTokens _tokens;
    private readonly AuthenticateRoom _authenticate;
    private readonly ReceiveRoom _receive;
    private readonly AdmitRoom _admit;
    private readonly ReplayRoom _replays;
    private readonly AttemptRoom _attempt;
    private readonly SettleRoom _settle;
    private readonly RecordRoom _record;
    private readonly Tenancy _tenancy;
    private readonly RawLane _raw;
    private readonly Drains _drains = new();
    private int _open;
    private volatile bool _draining;

    /// <summary>Builds the rooms.</summary>
    /// <param name="snapshots">Where a request takes its config from.</param>
    /// <param name="connections">The way out.</param>
    /// <param name="sink">Where records go.</param>
    /// <param name="ledger">Where it is written down what is spent.</param>
    /// <param name="budgets">What is spent and held of each budget.</param>
    /// <param name="objects">Who owns what was made at vendors.</param>
    /// <param name="spool">Room on disk for bodies that have to be read before they can be sent on.</param>
    /// <param name="veil">Hides end users from providers.</param>
    /// <param name="seed">Seeds the draws: the same seed and the same order of requests give the same choices.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">For the operator; never given a secret.</param>
    /// <param name="watch">Is told when a credential is parked or a target's circuit opens or closes; null where nobody is.</param>
    public Pipeline(
        ISnapshotSource snapshots, IUpstreamConnections connections, IRecordSink sink, ILedger ledger, BudgetBook budgets, IOwnedObjects objects,
        ISpool spool, EndUserVeil veil, ulong seed, TimeProvider time, ILogger logger, IHealthWatch? watch = null)
    {
        (_snapshots, _time, _logger) = (snapshots, time, logger);
        _meter = new GatewayMeter(sink, () => Open, () => OpenWithoutClients);
        _draws = new DrawSource(seed);
        Health = new HealthBook(time, logger, watch);
        Adviser = new RouteAdviser(snapshots, Health, time);
        _healthMeter = new HealthMeter(Health);
        _fleets = new FleetBook(time);
        _poller = new MetricsPoller(snapshots, connections, _fleets, time, logger);
        _tokens = new AccessTokens(connections, time);
        _authenticate = new AuthenticateRoom(time);
        var memory = new BodyMemory(snapshots);
        var answers = new AnswerMemory();
        _receive = new ReceiveRoom(memory, answers.Items, veil);
        _admit = new AdmitRoom(budgets, ledger, time);
        _replays = new ReplayRoom(new ReplayBook(() => snapshots.Current.Server.MaxReplayBytes), ledger);
        var call = new UpstreamCall(connections, _tokens, time);
        var books = new TargetBooks(Health, new QueueBook(time), _fleets);
        _queueMeter = new QueueMeter(books.Queues);
        _attempt = new AttemptRoom(call, books, new UrlFetcher(connections, memory, time), answers, time);
        _settle = new SettleRoom(_meter);
        _record = new RecordRoom(sink, _meter);
        _watch = new TargetWatch(snapshots, new ChatProbe(_attempt, Health, memory, snapshots, time), Health, Keep, time, logger);
        _tenancy = new Tenancy(objects, time);
        var attempts = new RawAttempts(new RawSender(connections, _tokens, time), books, time);
        _raw = new RawLane(_authenticate, _admit, _receive, _draws, Health, attempts, objects, spool, time);
    }

    /// <summary>How the targets fare.</summary>
    internal HealthBook Health { get; }

    /// <summary>Says what would become of requests.</summary>
    public RouteAdviser Adviser { get; }

    /// <summary>Calls that have not ended.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>Those of them that are read to their end though their clients have left.</summary>
    public int OpenWithoutClients => _drains.Count;

    /// <summary>True once <see cref="Drain"/> was called.</summary>
    public bool IsDraining => _draining;

    /// <summary>From now on new calls are answered 503 <c>draining</c>.</summary>
    public void Drain() => _draining = true;

    /// <summary>Calls whose clients have left end now, and none goes on without its client any more.</summary>
    public void EndDrains() => _drains.End();

    /// <summary>Serves one call and records it. Returns when the reply has ended, whatever happened; throws nothing.</summary>
    public ValueTask HandleAsync(NativeProtocol protocol, IClientRequest request, IClientReply client, CancellationToken departed) =>
        HandleAsync(protocol, null, request, client, departed);

    /// <summary>The same for a call that passes verbatim.</summary>
    public ValueTask HandleAsync(RawVisit visit, IClientRequest request, IClientReply client, CancellationToken departed) =>
        HandleAsync(NativeProtocols.Get(visit.Route.Protocol), visit, request, client, departed);

    /// <summary>Begins to ask the servers of fleets how they stand, and idle targets for a word.</summary>
    public void Watch()
    {
        _poller.Start();
        _watch.Start();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _watch.Dispose();
        _poller.Dispose();
        _tokens.Dispose();
        _meter.Dispose();
        _healthMeter.Dispose();
        _queueMeter.Dispose();
        _drains.Dispose();
    }

    // The boxes of the methods that wait for the vendor are taken from a pool here and in the rooms: they are most of what a request would leave
    // for the collector.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask HandleAsync(
        NativeProtocol protocol, RawVisit? visit, IClientRequest request, IClientReply client, CancellationToken departed)
    {
        Interlocked.Increment(ref _open);
        ConfigSnapshot config = _snapshots.Current;
        DateTimeOffset arrived = _time.GetUtcNow();
        var trace = new RequestTrace(RequestId.New(arrived), arrived, protocol, request, config, _time);
        try
        {
            ReplyHeaders.Identify(client, trace.Id);
            GatewayError? failed = _draining ? LastWords.Draining
                : visit is null ? await RunAsync(trace, config, client, departed)
                : await _raw.RunAsync(visit, trace, config, client, departed);
            if (failed is { } error && !trace.HasLeft)
            {
                await RelayRoom.FailAsync(error, trace, client, departed);
            }
        }
        catch (OperationCanceledException left) when (trace.HasLeft || Departure.Is(left, departed))
        {
            trace.Departed();
        }
        catch (Exception bug) // the edge: nothing but a bug gets here, and it must cost one request only
        {
            await LastWords.SayAsync(bug, trace, client, _logger);
        }
        finally
        {
            await EndAsync(trace);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<GatewayError?> RunAsync(RequestTrace trace, ConfigSnapshot config, IClientReply client, CancellationToken departed)
    {
        if (_authenticate.Identify(trace.Request, config).Failed(out GatewayError? error, out Caller? caller))
        {
            return error;
        }

        trace.Identified(caller);

        Outcome<Reservation> admitted = _admit.Reserve(caller, trace);
        ReplyHeaders.RequestLimit(client, trace);
        if (admitted.Failed(out error, out Reservation? reserved))
        {
            return error;
        }

        using Reservation reservation = reserved;
        if ((await _receive.ReadAsync(trace.Protocol, trace.Request, caller, config, departed, isRepeatable: trace.Protocol is not ITokenCount))
            .Failed(out error, out Inbound? received))
        {
            return error;
        }

        using Inbound inbound = received;
        trace.Received(inbound);

        if (AdmitRoom.Resolve(caller, inbound.Model, config).Failed(out error, out ModelAlias? alias)
            || (error = OptionAccess.Refuse(caller.Key, inbound)) is not null
            || BroughtCredentialsReader.Read(trace.Request, caller.Key, alias).Failed(out error, out BroughtCredentials? brought))
        {
            return error;
        }

        trace.Resolved(alias);
        error = await _replays.EnterAsync(inbound, trace, client, departed);
        if (error is not null || trace.ReplayOf is not null)
        {
            return error;
        }

        error = _admit.TakeTokens(caller, inbound, trace, config);
        ReplyHeaders.TokenLimit(client, trace);
        if (error is not null)
        {
            return error;
        }

        trace.Spending = _admit.Open(caller, alias, inbound, trace, config);
        Draw draw = _draws.Take(alias.Label);
        ITargetCosts costs = config.Prices.Costs(_time);
        if (RouteRoom.Plan(alias, Wanted.Of(inbound, caller, brought), draw, config, new HealthView(Health), costs).Failed(out error, out AttemptPlan? plan)
            || (await _tenancy.PlaceAsync(plan, inbound, caller, departed)).Failed(out error, out plan))
        {
            return error;
        }

        trace.Planned(plan);
        bool drains = (alias.OnDisconnect ?? config.Server.OnDisconnect) is OnDisconnect.Drain;
        using Farewell? farewell = trace.Farewell = drains ? new Farewell(trace, client, _drains, config.Server, _time, departed) : null;
        IClientReply reached = farewell ?? client;
        reached = trace.Claim is { } claim ? new RecordedReply(reached, claim) : reached;
        CancellationToken cut = farewell?.Cut ?? departed;
        await using ReplyStream? way = inbound.IsStream ? new ReplyStream(reached, trace, config, _time, cut) : null;
        if ((await _attempt.ExecuteAsync(plan, inbound, trace, draw, config, departed)).Failed(out error, out UpstreamReply? answer))
        {
            return error;
        }

        using UpstreamReply reply = answer;
        await _tenancy.KeepAsync(reply, inbound, caller, cut);
        error = await RelayRoom.SendAsync(reply, way, trace, reached, cut);
        trace.IsDrained = error is null && trace.HasLeft;
        trace.Claim?.IsAnswered = error is null;
        return error;
    }

    /// <summary>What was used is counted and recorded however the request ended; only then is it no longer open, for a shutdown to wait on.</summary>
    private async ValueTask EndAsync(RequestTrace trace)
    {
        Money? cost = null;
        try
        {
            if (trace.HasLeft)
            {
                trace.Departed();
            }

            await UsageEstimate.FillAsync(trace);
            Keep(trace);
            cost = trace.Cost;
        }
        finally
        {
            trace.Claim?.End(cost);
            Interlocked.Decrement(ref _open);
        }
    }

    private void Keep(RequestTrace trace)
    {
        _record.Keep(trace);
        _settle.Charge(trace);
    }
}

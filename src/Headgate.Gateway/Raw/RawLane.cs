using Headgate.Gateway.Config;
using Headgate.Gateway.Config.Conditions;
using Headgate.Gateway.Health;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Pipeline.Admit;
using Headgate.Gateway.Pipeline.Authenticate;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Pipeline.Receive;
using Headgate.Gateway.Pipeline.Relay;
using Headgate.Gateway.Pipeline.Route;
using Headgate.Gateway.Raw.Forms;
using Headgate.Gateway.Raw.Objects;
using Headgate.Gateway.Raw.Sending;
using Headgate.Gateway.Stores;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Raw;

/// <summary>
/// What passes verbatim goes through the same rooms as far as they apply: Authenticate, Admit, Route; and then through as it is. The rooms are
/// the pipeline's own, so that a key's limits count both.
/// </summary>
internal sealed class RawLane(
    AuthenticateRoom authenticate, AdmitRoom admit, ReceiveRoom receive, DrawSource draws, HealthBook health, RawAttempts attempts,
    IOwnedObjects objects, ISpool spool, TimeProvider time)
{
    private readonly ObjectCalls _objects = new(objects, receive, attempts, time);
    private readonly PassthroughCalls _passthrough = new(attempts, spool);

    /// <summary>Serves one call; gives the error that the client is to be told.</summary>
    public async ValueTask<GatewayError?> RunAsync(
        RawVisit visit, RequestTrace trace, ConfigSnapshot config, IClientReply client, CancellationToken departed)
    {
        if (authenticate.Identify(trace.Request, config).Failed(out GatewayError? error, out Caller? caller))
        {
            return error;
        }

        trace.Identified(caller);
        Outcome<Reservation> admitted = admit.Reserve(caller, trace);
        ReplyHeaders.RequestLimit(client, trace);
        if (admitted.Failed(out error, out Reservation? reserved))
        {
            return error;
        }

        using Reservation reservation = reserved;
        if (RequestOptionsReader.Read(trace.Request, isRepeatable: false).Failed(out error, out RequestOptions? options))
        {
            return error;
        }

        trace.Passes(null, options);
        if (IsUnpriced(visit) && caller.Key.HasBudget && !config.Spending.AllowsUnknownPrices)
        {
            return Unpriced("this API key");
        }

        if (PassesUnread(visit) && OptionAccess.RefuseUnread(caller.Key) is { } refused)
        {
            return refused;
        }

        if (BroughtCredentialsReader.RefuseUnread(trace.Request, caller.Key) is { } unread)
        {
            return unread;
        }

        return await ServeAsync(new RawExchange(visit, caller, options, trace, config, client, departed));
    }

    /// <summary>True when the vendor charges for it: not for keeping and showing files and answers, nor for moderations.</summary>
    private static bool IsUnpriced(RawVisit visit) =>
        visit.Call is not (RawCall.Upload or RawCall.Assembly or RawCall.List or RawCall.Object) && visit.Route.Protocol != WireProtocol.OpenAIModerations;

    private static GatewayError Unpriced(string owner) => new(
        ErrorKind.ModelNotAllowed,
        $"What this call costs is not known before it is made, and {owner} has a budget. `budgets: {{ unknown_price: allow }}` lets it pass uncounted.");

    /// <summary>True for what may ask a model for anything, in a file or in messages that are not looked into.</summary>
    private static bool PassesUnread(RawVisit visit) => visit.Call is RawCall.Batch or RawCall.Realtime or RawCall.Passthrough;

    private ValueTask<GatewayError?> ServeAsync(RawExchange exchange) => exchange.Visit.Call switch
    {
        RawCall.Model => CallAsync(exchange),
        RawCall.Form => SendFormAsync(exchange),
        RawCall.Upload => _objects.UploadAsync(exchange),
        RawCall.Assembly => _objects.AssembleAsync(exchange),
        RawCall.Batch => _objects.BatchAsync(exchange),
        RawCall.List => _objects.ListAsync(exchange),
        RawCall.Object => _objects.CallAsync(exchange),
        RawCall.Realtime => OpenSessionAsync(exchange),
        _ => _passthrough.CallAsync(exchange),
    };

    private async ValueTask<GatewayError?> CallAsync(RawExchange exchange)
    {
        if ((await receive.ReadAsync(exchange.Trace.Protocol, exchange.Request, exchange.Caller, exchange.Config, exchange.Departed))
            .Failed(out GatewayError? error, out Inbound? received))
        {
            return error;
        }

        using Inbound inbound = received;
        exchange.Trace.Received(inbound);
        return await RouteAsync(inbound.Model, exchange, new RawOrder
        {
            Method = HttpMethod.Post,
            Path = exchange.Route.Path,
            Body = new JsonBody(inbound),
        });
    }

    private async ValueTask<GatewayError?> SendFormAsync(RawExchange exchange)
    {
        if ((await ModelForm.OpenAsync(
                exchange.Request, spool, exchange.Config.Server.MaxUploadBytes, exchange.Caller.Key.EndUser != EndUserSight.Pass, exchange.Departed))
            .Failed(out GatewayError? error, out ModelForm? opened))
        {
            return error;
        }

        await using ModelForm form = opened;
        exchange.Trace.Passes(form.Model, exchange.Options);
        return await RouteAsync(form.Model, exchange, new RawOrder
        {
            Method = HttpMethod.Post,
            Path = exchange.Route.Path,
            Body = form.Body,
        });
    }

    private async ValueTask<GatewayError?> OpenSessionAsync(RawExchange exchange)
    {
        QueryText query = new(exchange.Request.Query);
        if (!exchange.Visit.Relay.IsUpgrade)
        {
            return new GatewayError(ErrorKind.InvalidRequest, "This is a WebSocket: ask for an upgrade.") { Param = "upgrade" };
        }

        if (query["call_id"] is { } call)
        {
            return ObjectHome.NotFound(call, "call_id");
        }

        if (query["model"] is not { Length: > 0 and <= 256 } model || model.Any(char.IsControl))
        {
            return new GatewayError(ErrorKind.InvalidRequest, "Name the model in the query: /v1/realtime?model=…") { Param = "model" };
        }

        exchange.Trace.Passes(model, exchange.Options);
        return await RouteAsync(model, exchange, new RawOrder
        {
            Method = HttpMethod.Get,
            Path = exchange.Route.Path,
            Query = query.Keep(name => name == "intent"),
            Prepare = head => SubprotocolKey.CopyOthers(exchange.Request, head),
        });
    }

    private async ValueTask<GatewayError?> RouteAsync(string model, RawExchange exchange, RawOrder order)
    {
        if (AdmitRoom.Resolve(exchange.Caller, model, exchange.Config).Failed(out GatewayError? error, out ModelAlias? alias))
        {
            return error;
        }

        if (alias.Budget is not null && IsUnpriced(exchange.Visit) && !exchange.Config.Spending.AllowsUnknownPrices)
        {
            return Unpriced("this model");
        }

        exchange.Trace.Resolved(alias);
        Draw draw = draws.Take(alias.Label);
        var wanted = new Wanted(FactsOf(model, exchange), exchange.Trace.Protocol);
        ITargetCosts costs = exchange.Config.Prices.Costs(time);
        if (RouteRoom.Plan(alias, wanted, draw, exchange.Config, new HealthView(health), costs).Failed(out error, out AttemptPlan? plan))
        {
            return error;
        }

        exchange.Trace.Planned(plan);
        return await attempts.SendAsync(plan, order, draw, exchange);
    }

    private static RequestFacts FactsOf(string model, RawExchange exchange) => new()
    {
        Model = model,
        Key = exchange.Caller.Key,
        Session = exchange.Options.Session,
        Metadata = exchange.Options.Metadata,
    };
}

using Headgate.Gateway.Config;
using Headgate.Gateway.Health;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Pipeline.Admit;
using Headgate.Gateway.Pipeline.Authenticate;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Pipeline.Receive;
using Headgate.Gateway.Pipeline.Relay;
using Headgate.Gateway.Pipeline.Route;
using Headgate.Gateway.Pipeline.Upstream.Connections;
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
    AuthenticateRoom authenticate, AdmitRoom admit, ReceiveRoom receive, DrawSource draws, HealthBook health, IUpstreamConnections connections,
    IOwnedObjects objects, ISpool spool, TimeProvider time)
{
    private readonly RawAttempts _attempts = new(new RawSender(connections, time), health, time);
    private readonly ObjectCalls _objects = new(objects, receive, health, connections, time);

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
        ReplyHeaders.Limits(client, trace);
        if (admitted.Failed(out error, out Reservation? reserved))
        {
            return error;
        }

        using Reservation reservation = reserved;
        if (RequestOptionsReader.Read(trace.Request).Failed(out error, out RequestOptions? options))
        {
            return error;
        }

        trace.Passes(null, options);
        return await ServeAsync(new RawExchange(visit, caller, options, trace, config, client, departed));
    }

    private ValueTask<GatewayError?> ServeAsync(RawExchange exchange) => exchange.Visit.Call switch
    {
        RawCall.Model => CallAsync(exchange),
        RawCall.Form => SendFormAsync(exchange),
        RawCall.Upload => _objects.UploadAsync(exchange),
        RawCall.Batch => _objects.BatchAsync(exchange),
        RawCall.List => _objects.ListAsync(exchange),
        RawCall.Object => _objects.CallAsync(exchange),
        RawCall.Realtime => OpenSessionAsync(exchange),
        _ => PassThroughAsync(exchange),
    };

    private async ValueTask<GatewayError?> CallAsync(RawExchange exchange)
    {
        if ((await receive.ReadAsync(exchange.Trace.Protocol, exchange.Request, exchange.Config, exchange.Departed))
            .Failed(out GatewayError? error, out Inbound? received))
        {
            return error;
        }

        using Inbound inbound = received;
        exchange.Trace.Received(inbound);
        return await RouteAsync(inbound.Model, exchange, new RawOrder
        {
            Method = HttpMethod.Post,
            Address = target => RawAddresses.Below(target.Provider, exchange.Route.Path, ""),
            Body = new JsonBody(inbound),
        });
    }

    private async ValueTask<GatewayError?> SendFormAsync(RawExchange exchange)
    {
        if ((await ModelForm.OpenAsync(exchange.Request, spool, exchange.Config.Server.MaxUploadBytes, exchange.Departed))
            .Failed(out GatewayError? error, out ModelForm? opened))
        {
            return error;
        }

        await using ModelForm form = opened;
        exchange.Trace.Passes(form.Model, exchange.Options);
        return await RouteAsync(form.Model, exchange, new RawOrder
        {
            Method = HttpMethod.Post,
            Address = target => RawAddresses.Below(target.Provider, exchange.Route.Path, ""),
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
        string rest = query.Keep(name => name == "intent").Replace('?', '&');
        return await RouteAsync(model, exchange, new RawOrder
        {
            Method = HttpMethod.Get,
            Address = target => RawAddresses.Below(target.Provider, exchange.Route.Path, $"?model={Uri.EscapeDataString(target.VendorModel)}{rest}"),
            Prepare = head => SubprotocolKey.CopyOthers(exchange.Request, head),
        });
    }

    private async ValueTask<GatewayError?> PassThroughAsync(RawExchange exchange)
    {
        RawVisit visit = exchange.Visit;
        PassthroughPath? path = PassthroughPath.Read(visit.Target);
        Provider? provider = exchange.Config.Providers.FirstOrDefault(each => each.Name == path?.Provider);
        if (path is null || provider is null || !IsOpen(provider, exchange.Caller.Key, visit.Method, path))
        {
            return new GatewayError(ErrorKind.UnsupportedEndpoint, "This path is not open to this API key: `passthrough` of provider and key say which are.");
        }

        if (exchange.Request.OpenBody() is not { } body)
        {
            return new GatewayError(ErrorKind.UnsupportedMediaType, "The content-encoding is none of gzip, br, zstd and identity. Send one of these.");
        }

        long maxBytes = exchange.Config.Server.MaxUploadBytes;
        if (exchange.Request.ContentLength > maxBytes)
        {
            return UploadStream.TooLarge(maxBytes);
        }

        long? length = exchange.Request.Headers["content-encoding"] is null ? exchange.Request.ContentLength : null;
        string query = new QueryText(exchange.Request.Query).Keep(name => name is not ("key" or "api_key" or "api-key" or "access_token"));
        var target = new Target(provider, exchange.Trace.Protocol.Name, provider.Credentials[0]);
        return await _attempts.SendAsync(target, new RawOrder
        {
            Method = HttpMethod.Parse(visit.Method),
            Address = _ => RawAddresses.OfHost(provider, path.Path, query),
            Body = new UploadBody(new UploadStream(default, body.AsStream(), null, maxBytes), length, null),
        }, exchange);
    }

    private static bool IsOpen(Provider provider, VirtualKey key, string method, PassthroughPath path) =>
        provider.Passthrough.Any(rule => rule.Covers(method, path.Segments.AsSpan()))
        && key.Passthrough.Any(rule => rule.Covers(method, path.Segments.AsSpan()));

    private async ValueTask<GatewayError?> RouteAsync(string model, RawExchange exchange, RawOrder order)
    {
        if (AdmitRoom.Resolve(exchange.Caller, model, exchange.Config).Failed(out GatewayError? error, out ModelAlias? alias))
        {
            return error;
        }

        exchange.Trace.Resolved(alias);
        Draw draw = draws.Take(alias.Label);
        var wanted = new Wanted(model, exchange.Trace.Protocol);
        ITargetCosts costs = exchange.Config.Prices.Costs(time);
        return RouteRoom.Plan(alias, wanted, draw, exchange.Config, new HealthView(health), costs).Failed(out error, out AttemptPlan? plan)
            ? error
            : await _attempts.SendAsync(plan, order, draw, exchange);
    }
}

using System.Collections.Frozen;
using Headgate.Gateway.Config;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Pipeline.Receive;
using Headgate.Gateway.Raw.Forms;
using Headgate.Gateway.Raw.Sending;
using Headgate.Gateway.Stores;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Raw.Objects;

/// <summary>Files, uploads in parts, batches and stored responses: made where the caller may, found where they lie, shown to their owner alone.</summary>
internal sealed class ObjectCalls(IOwnedObjects objects, ReceiveRoom receive, RawAttempts attempts, TimeProvider time)
{
    /// <summary>What a call about an object may ask by its query; a query may hold a key, so nothing else passes.</summary>
    private static readonly FrozenSet<string> Asked = FrozenSet.Create(
        StringComparer.Ordinal, "include", "include[]", "include_obfuscation", "stream", "starting_after", "limit", "order", "after", "before");

    private readonly Ownership _ownership = new(objects);
    private readonly ObjectAnswer _answer = new(objects, time);
    private readonly ObjectList _list = new(objects);

    /// <summary><c>GET /v1/files</c>, <c>/v1/batches</c>.</summary>
    public ValueTask<GatewayError?> ListAsync(RawExchange exchange) => _list.SendAsync(exchange);

    /// <summary><c>POST /v1/files</c> and <c>/v1/uploads/{id}/parts</c>: the form passes as it comes.</summary>
    public async ValueTask<GatewayError?> UploadAsync(RawExchange exchange)
    {
        long maxBytes = exchange.Config.Server.MaxUploadBytes;
        if ((await PlaceAsync(exchange)).Failed(out GatewayError? error, out Target? target)
            || Upload.Open(exchange.Request, maxBytes).Failed(out error, out Upload? upload))
        {
            return error;
        }

        FormScan? scan = exchange.Caller.Key.EndUser == EndUserSight.Pass ? null : new FormScan(upload.Boundary, refusesUsers: true);
        var bytes = new UploadStream(default, upload.Bytes, scan, maxBytes);
        return await DescribeAsync(target, exchange, new UploadBody(bytes, upload.Length, null), "");
    }

    /// <summary><c>POST /v1/uploads</c> and <c>/v1/uploads/{id}/complete</c>.</summary>
    public async ValueTask<GatewayError?> AssembleAsync(RawExchange exchange)
    {
        if ((await PlaceAsync(exchange)).Failed(out GatewayError? error, out Target? target)
            || (await ReceiveAsync(exchange)).Failed(out error, out Inbound? received))
        {
            return error;
        }

        using Inbound inbound = received;
        return PartIds.Read(inbound.Scan).Failed(out error, out string[]? parts)
            ? error
            : await _ownership.CheckPlacedAsync(exchange.Caller, parts, target, OwnedKind.Part, exchange.Departed) is { } foreign
                ? foreign with { Param = PartIds.Member }
                : await DescribeAsync(target, exchange, new JsonBody(inbound), "");
    }

    /// <summary><c>POST /v1/batches</c>: it goes where its file lies.</summary>
    public async ValueTask<GatewayError?> BatchAsync(RawExchange exchange)
    {
        if ((await ReceiveAsync(exchange)).Failed(out GatewayError? error, out Inbound? received))
        {
            return error;
        }

        using Inbound inbound = received;
        NamedIds ids = BodyIds.Find(inbound.Scan);
        if (inbound.Scan.GetString("input_file_id"u8) is not { Length: > 0 } input)
        {
            return new GatewayError(ErrorKind.InvalidRequest, "$.input_file_id is missing; upload the requests to /v1/files first.")
            {
                Param = "input_file_id",
            };
        }

        if ((await _ownership.CheckAsync(exchange.Caller, ids, exchange.Departed)).Failed(out error, out _)
            || (await HomeAsync(input, OwnedKind.File, exchange)).Failed(out error, out Target? target))
        {
            return error;
        }

        if (!ProviderAccess.IsWhole(exchange.Caller.Key, target.Provider))
        {
            return new GatewayError(
                ErrorKind.ModelNotAllowed,
                $"A batch may ask for any model, so it takes an API key that may: one whose models hold `{target.Provider.Name}/*` or `*`.");
        }

        return await CheckLinesAsync(input, target, exchange) ?? await DescribeAsync(target, exchange, new JsonBody(inbound), "");
    }

    /// <summary>A call about one object.</summary>
    public async ValueTask<GatewayError?> CallAsync(RawExchange exchange)
    {
        if ((await PlaceAsync(exchange)).Failed(out GatewayError? error, out Target? target))
        {
            return error;
        }

        string query = new QueryText(exchange.Request.Query).Keep(Asked.Contains);
        return exchange.Route.IsDescription || exchange.Visit.Method == "DELETE"
            ? await DescribeAsync(target, exchange, RawBody.None, query)
            : await attempts.SendAsync(target, Order(exchange, RawBody.None, query), exchange);
    }

    /// <summary>What speaks against a batch in its file, which is read where it lies: however it came there, in one piece or in parts.</summary>
    private async ValueTask<GatewayError?> CheckLinesAsync(string file, Target target, RawExchange exchange)
    {
        var lines = new BatchLines(_ownership, exchange.Caller, target, exchange.Config.Server.MaxBodyBytes);
        var order = new RawOrder
        {
            Method = HttpMethod.Get,
            Path = $"files/{Uri.EscapeDataString(file)}/content",
            Take = (response, _, cancellation) => lines.ReadAsync(response, cancellation),
            TakesLong = true,
        };
        return await attempts.SendAsync(target, order, exchange) ?? lines.Refusal;
    }

    private async ValueTask<Outcome<Inbound>> ReceiveAsync(RawExchange exchange)
    {
        if ((await receive.ReadAsync(exchange.Trace.Protocol, exchange.Request, exchange.Caller, exchange.Config, exchange.Departed))
            .Failed(out GatewayError? error, out Inbound? inbound))
        {
            return error;
        }

        exchange.Trace.Received(inbound);
        return inbound;
    }

    /// <summary>Where a call goes: where the object lies that its path names, else where new files go.</summary>
    private async ValueTask<Outcome<Target>> PlaceAsync(RawExchange exchange) => exchange.Route.ObjectId is { } id
        ? await HomeAsync(id, exchange.Route.Kind, exchange)
        : ObjectHome.ForFiles(exchange.Request, exchange.Caller, exchange.Trace.Protocol, exchange.Config);

    private async ValueTask<Outcome<Target>> HomeAsync(string id, OwnedKind kind, RawExchange exchange)
    {
        if ((await _ownership.FindAsync(exchange.Caller, id, kind, exchange.Departed)).Failed(out GatewayError? error, out OwnedObject? owned))
        {
            return error;
        }

        return ObjectHome.Of(owned, exchange.Trace.Protocol.Name, exchange.Config) is { } target ? target : ObjectHome.NotFound(id);
    }

    /// <summary>A call whose answer describes an object.</summary>
    private ValueTask<GatewayError?> DescribeAsync(Target target, RawExchange exchange, RawBody body, string query) => attempts.SendAsync(
        target,
        Order(exchange, body, query) with { Take = (response, _, cancellation) => _answer.TakeAsync(response, exchange, target, cancellation) },
        exchange);

    private static RawOrder Order(RawExchange exchange, RawBody body, string query) => new()
    {
        Method = HttpMethod.Parse(exchange.Visit.Method),
        Path = exchange.Route.Path,
        Query = query,
        Body = body,
    };
}

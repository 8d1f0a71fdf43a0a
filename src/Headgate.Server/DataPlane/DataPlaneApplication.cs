using Headgate.Console.Operations.Health;
using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Raw;
using Headgate.Llm.Protocols;
using Headgate.Server.DataPlane.Sockets;
using Headgate.Server.Lifetime;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;

namespace Headgate.Server.DataPlane;

/// <summary>
/// What the data plane's web server runs: path to handler, and nothing in between. It is the server's own application interface,
/// below middleware and request services, because each of those costs every call.
/// </summary>
internal sealed class DataPlaneApplication(
    ISnapshotSource snapshots, GatewayState state, TimeProvider time, CallHandler serveCall, RawHandler serveRaw, ModelHandler serveModels,
    SocketDoor sockets)
    : IHttpApplication<IFeatureCollection>
{
    private const int MaxQuotedPath = 200;

    private readonly IHttpForwarder _forwarder = Forwarding.Make(time);

    /// <inheritdoc />
    public IFeatureCollection CreateContext(IFeatureCollection contextFeatures) => contextFeatures;

    /// <inheritdoc />
    public void DisposeContext(IFeatureCollection context, Exception? exception)
    {
    }

    /// <inheritdoc />
    public Task ProcessRequestAsync(IFeatureCollection context)
    {
        IHttpRequestFeature request = context.GetRequiredFeature<IHttpRequestFeature>();
        DataRoute route = RouteTable.Match(request.Path);
        ClientReply reply = new(context);
        CancellationToken departed = context.GetRequiredFeature<IHttpRequestLifetimeFeature>().RequestAborted;

        Cors.Allow(snapshots.Current.Server.CorsOrigins, request.Headers, reply.Headers);
        ValueTask served = route.Kind is RouteKind.Call && route.Takes(request.Method)
            ? Call(route, new ClientRequest(context, request, route), reply, departed)
            : ServeRest(route, context, request, reply, departed);
        return served.AsTask();
    }

    private ValueTask Call(DataRoute route, ClientRequest request, ClientReply reply, CancellationToken departed)
    {
        NativeProtocol protocol = NativeProtocols.Get(route.Protocol);
        return route.IsStream && !GeminiPaths.WantsEvents(request.Query)
            ? CallForArrayAsync(protocol, request, new JsonArrayReply(reply), departed)
            : serveCall(protocol, request, reply, departed);
    }

    private async ValueTask CallForArrayAsync(NativeProtocol protocol, ClientRequest request, JsonArrayReply reply, CancellationToken departed)
    {
        await serveCall(protocol, request, reply, departed);
        await reply.EndAsync(departed);
    }

    private ValueTask ServeRest(
        DataRoute route, IFeatureCollection features, IHttpRequestFeature request, ClientReply reply, CancellationToken departed)
    {
        if (route.Kind is not RouteKind.Raw)
        {
            route = route with { Dialect = DialectOf(request, route) };
        }

        if (route.Kind is RouteKind.Unknown)
        {
            return RefuseAsync(NoSuchPath(request.Path), route.Dialect, reply, departed);
        }

        if (HttpMethods.IsOptions(request.Method))
        {
            Cors.Preflight(request.Headers, reply.Headers);
            reply.SetHeader("allow", route.Allow);
            reply.StartEmpty(StatusCodes.Status204NoContent);
            return ValueTask.CompletedTask;
        }

        if (route.TakesSockets && SocketDoor.IsKnock(features, request))
        {
            return sockets.OpenAsync(NativeProtocols.Get(route.Protocol), features, new ClientRequest(features, request), reply, departed);
        }

        return route.Takes(request.Method)
            ? Serve(route, features, request, reply, departed)
            : RefuseMethodAsync(route, request, reply, departed);
    }

    // The paths of models are shared by several houses' clients, which show in what they send along whose they are.
    private static Dialect DialectOf(IHttpRequestFeature request, DataRoute route) =>
        request.Headers.ContainsKey("anthropic-version") ? Dialect.Anthropic
            : request.Headers.ContainsKey("x-goog-api-key") ? Dialect.Gemini
            : route.Dialect;

    private ValueTask Serve(
        DataRoute route, IFeatureCollection features, IHttpRequestFeature request, ClientReply reply, CancellationToken departed) =>
        route.Kind switch
        {
            RouteKind.Raw => serveRaw(Visit(route.Raw!, features, request), new ClientRequest(features, request, route), reply, departed),
            RouteKind.Models => serveModels(route.Dialect, null, new ClientRequest(features, request, route), reply, departed),
            RouteKind.Model =>
                serveModels(route.Dialect, RouteTable.ModelId(request.RawTarget), new ClientRequest(features, request, route), reply, departed),
            RouteKind.Health => HealthReply.WriteAsync(StatusCodes.Status200OK, "ok", snapshots.Current.Hash, reply, departed),
            _ => WriteReadinessAsync(reply, departed),
        };

    private RawVisit Visit(RawRoute route, IFeatureCollection features, IHttpRequestFeature request) => new(
        route, route.CallOf(request.Method)!.Value, request.Method.ToUpperInvariant(), request.RawTarget, new RawRelay(features, _forwarder));

    private ValueTask WriteReadinessAsync(ClientReply reply, CancellationToken departed)
    {
        GatewayPhase phase = state.Phase;
        int status = phase is GatewayPhase.Ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return HealthReply.WriteAsync(status, phase.ToString().ToLowerInvariant(), snapshots.Current.Hash, reply, departed);
    }

    private static GatewayError NoSuchPath(string path) => new(ErrorKind.UnsupportedEndpoint, path switch
    {
        _ when path.Length > MaxQuotedPath => "There is no such path here.",
        _ when path.StartsWith("/v1/v1/", StringComparison.Ordinal) =>
            $"There is no {path} here: take the /v1 off your client's base URL, it adds its own.",
        _ => $"There is no {path} here. Calls go to /v1/chat/completions, /v1/responses, /v1/completions, /v1/embeddings, /v1/messages.",
    });

    private ValueTask RefuseMethodAsync(DataRoute route, IHttpRequestFeature request, ClientReply reply, CancellationToken departed)
    {
        reply.SetHeader("allow", route.Allow);
        string message = $"{request.Path} does not take {request.Method}, but {route.Allow}.";
        return RefuseAsync(new GatewayError(ErrorKind.MethodNotAllowed, message), route.Dialect, reply, departed);
    }

    private ValueTask RefuseAsync(GatewayError error, Dialect dialect, ClientReply reply, CancellationToken departed) =>
        ErrorReply.WriteAsync(error, dialect, RequestId.New(time.GetUtcNow()), reply, departed);
}

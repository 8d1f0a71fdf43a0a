using System.Net;
using Headgate.Console.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Headgate.Console.Api;

/// <summary>Who may read <c>/metrics</c>.</summary>
public static class MetricsAccess
{
    /// <summary>Names that a proxy on this machine adds when it forwards for somebody else.</summary>
    private static readonly string[] Forwarding = ["Forwarded", "X-Forwarded-For", "X-Real-IP", "Via"];

    /// <summary>
    /// Guards an endpoint: a caller on this machine may read it as it is, as scrapers do; anybody else, and whoever comes through
    /// a proxy, needs a token (any role).
    /// </summary>
    public static TBuilder RequireMetricsAccess<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoint.Add(builder => builder.RequestDelegate = builder.RequestDelegate is { } inner ? http => ServeAsync(http, inner) : null);
        return endpoint;
    }

    private static async Task ServeAsync(HttpContext http, RequestDelegate inner)
    {
        if (IsLocal(http))
        {
            await inner(http);
            return;
        }

        Outcome<Actor> actor = await http.RequestServices.GetRequiredService<Doorkeeper>().IdentifyAsync(http);
        await (actor.Succeeded ? inner(http) : ProblemReply.WriteAsync(http, actor.Problem));
    }

    private static bool IsLocal(HttpContext http) =>
        (http.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address))
        && !Forwarding.Any(http.Request.Headers.ContainsKey);
}

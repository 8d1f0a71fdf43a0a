using Headgate.Console.Operations.Config;
using Headgate.Console.Operations.Health;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Headgate.Console.Api;

/// <summary><c>/healthz</c> and <c>/readyz</c>, which need no token.</summary>
internal static class ProbeRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        IGatewayState gateway = routes.ServiceProvider.GetRequiredService<IGatewayState>();
        IConfigControl config = routes.ServiceProvider.GetRequiredService<IConfigControl>();

        routes.MapMethods("/healthz", ["GET", "HEAD"], http => http.Response.WriteAsync("ok", http.RequestAborted));
        routes.MapMethods("/readyz", ["GET", "HEAD"], http =>
        {
            Readiness readiness = new(gateway.Phase, config.Current.Hash);
            http.Response.StatusCode =
                readiness.Status == GatewayPhase.Ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
            return http.Response.WriteAsJsonAsync(readiness, Wire.Json.Readiness, cancellationToken: http.RequestAborted);
        });
    }
}

using Headgate.Console.Operations.Routing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Headgate.Console.Api;

/// <summary><c>/api/v1/route</c>.</summary>
internal static class RoutingRoutes
{
    public static void Map(IEndpointRouteBuilder api) => api.MapJson<ExplainRoute, ExplainRouteInput, RouteView>(
        "POST", "/route/explain", "Explains what would become of a request now; calls nothing.",
        StatusCodes.Status200OK, Wire.Json.ExplainRouteInput, Wire.Json.RouteView);
}

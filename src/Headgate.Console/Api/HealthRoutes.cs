using Headgate.Console.Operations;
using Headgate.Console.Operations.Health;
using Microsoft.AspNetCore.Routing;

namespace Headgate.Console.Api;

/// <summary><c>/api/v1/status</c>, <c>/models</c>, <c>/providers</c>.</summary>
internal static class HealthRoutes
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapUrl<GetStatus, Nothing, StatusView>(
            "GET", "/status", "Shows how the gateway is.", _ => Nothing.Value, Wire.Json.StatusView);

        api.MapUrl<ListModels, PageInput, Listing<ModelView>>(
            "GET", "/models", "Lists the model aliases and where they lead, by name.", url => url.Page(), Wire.Json.ListingModelView);

        api.MapUrl<ListProviders, PageInput, Listing<ProviderView>>(
            "GET", "/providers", "Lists the configured vendors, by name.", url => url.Page(), Wire.Json.ListingProviderView);
    }
}

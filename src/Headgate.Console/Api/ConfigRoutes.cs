using Headgate.Console.Operations;
using Headgate.Console.Operations.Config;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Headgate.Console.Api;

/// <summary><c>/api/v1/config</c>.</summary>
internal static class ConfigRoutes
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapUrl<GetConfig, Nothing, ConfigView>(
            "GET", "/config", "Shows the config in force, secrets hidden.", _ => Nothing.Value, Wire.Json.ConfigView);

        api.MapJson<ValidateConfig, ValidateConfigInput, ConfigVerdict>(
            "POST", "/config/validate", "Checks a config and names every error; changes nothing.",
            StatusCodes.Status200OK, Wire.Json.ValidateConfigInput, Wire.Json.ConfigVerdict);
    }
}

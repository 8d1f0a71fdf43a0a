using System.Text.Json;
using Headgate.Console.Operations;
using Headgate.Console.Operations.Objects;
using Microsoft.AspNetCore.Routing;

namespace Headgate.Console.Api;

/// <summary><c>/api/v1/providers/{name}</c>, <c>/models/{name}</c>, <c>/secrets</c>.</summary>
internal static class ObjectRoutes
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapUrl<GetProvider, string, ConfigObjectView>(
            "GET", "/providers/{name}", "Shows a provider as it is configured, secrets hidden.", Name, Wire.Json.ConfigObjectView);
        api.MapJson<PutProvider, JsonElement, PutObjectInput, ConfigObjectView>(
            "PUT", "/providers/{name}", "Makes a provider, or replaces one that was made so. The body is what would stand in a config file.",
            Wire.Json.JsonElement, Input, Wire.Json.ConfigObjectView);
        api.MapUrl<RemoveProvider, string, ConfigObjectView>(
            "DELETE", "/providers/{name}", "Removes a provider that was made here, with its credentials.", Name, Wire.Json.ConfigObjectView);

        api.MapUrl<GetModel, string, ConfigObjectView>("GET", "/models/{name}", "Shows a model alias as it is configured.", Name, Wire.Json.ConfigObjectView);
        api.MapJson<PutModel, JsonElement, PutObjectInput, ConfigObjectView>(
            "PUT", "/models/{name}", "Makes a model alias, or replaces one that was made so. The body is what would stand in a config file.",
            Wire.Json.JsonElement, Input, Wire.Json.ConfigObjectView);
        api.MapUrl<RemoveModel, string, ConfigObjectView>(
            "DELETE", "/models/{name}", "Removes a model alias that was made here.", Name, Wire.Json.ConfigObjectView);

        api.MapUrl<RotateSecrets, Nothing, SecretsView>(
            "POST", "/secrets/rotate", "Seals every stored credential with the HEADGATE_SECRET_KEY in force.", _ => Nothing.Value, Wire.Json.SecretsView);
    }

    private static PutObjectInput Input(UrlReader url, JsonElement body) =>
        new(Name(url), body, url.Number("version", "The version that is replaced. Default whatever is there."));

    // The only sign that the server leaves as it was sent.
    private static string Name(UrlReader url) =>
        url.Path("name", "Its name; a `/` in it as `%2F`.").Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}

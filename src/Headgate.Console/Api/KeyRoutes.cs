using Headgate.Console.Operations;
using Headgate.Console.Operations.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Headgate.Console.Api;

/// <summary><c>/api/v1/keys</c>.</summary>
internal static class KeyRoutes
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapUrl<ListKeys, PageInput, Listing<KeyView>>(
            "GET", "/keys", "Lists the virtual keys of files and store, by name.", url => url.Page(), Wire.Json.ListingKeyView);

        api.MapJson<IssueKey, IssueKeyInput, KeyView>(
            "POST", "/keys", "Issues a virtual key. The reply holds its secret, this once.",
            StatusCodes.Status201Created, Wire.Json.IssueKeyInput, Wire.Json.KeyView);

        api.MapUrl<GetKey, string, KeyView>("GET", "/keys/{key}", "Shows a key.", Key, Wire.Json.KeyView);

        api.MapUrl<RevokeKey, string, KeyView>("DELETE", "/keys/{key}", "Revokes an issued key for good.", Key, Wire.Json.KeyView);

        api.MapUrl<RotateKey, RotateKeyInput, KeyView>(
            "POST", "/keys/{key}/rotate", "Gives an issued key a new secret; the reply holds it, this once. The old one stops, at once or after a grace.",
            url => new RotateKeyInput(Key(url), url.Text("grace", "How long the old secret goes on working: `24h`, `7d`, or until when. Default not at all.")),
            Wire.Json.KeyView);
    }

    private static string Key(UrlReader url) => url.Path("key", "Id or name of the key.");
}

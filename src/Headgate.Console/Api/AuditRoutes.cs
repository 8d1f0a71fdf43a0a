using Headgate.Console.Operations;
using Headgate.Console.Operations.Audit;
using Microsoft.AspNetCore.Routing;

namespace Headgate.Console.Api;

/// <summary><c>/api/v1/audit</c>.</summary>
internal static class AuditRoutes
{
    public static void Map(IEndpointRouteBuilder api) => api.MapUrl<ListAudit, ListAuditInput, Listing<AuditView>>(
        "GET", "/audit", "Lists who did what to the gateway, newest first.", Read, Wire.Json.ListingAuditView);

    private static ListAuditInput Read(UrlReader url) => new(url.Page())
    {
        Actor = url.Text("actor", "Only acts of this token, by name, or of `cli`, `file`, `first_start` or `unknown`."),
        Operation = url.Text("operation", "Only acts of this kind, such as `issue_key`."),
        Since = url.Moment("since", $"From this moment on: {Moment.Forms}, counted back from now."),
        Until = url.Moment("until", "Up to this moment, exclusive; the same forms."),
    };
}

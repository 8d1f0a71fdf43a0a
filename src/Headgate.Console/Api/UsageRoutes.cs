using Headgate.Console.Operations;
using Headgate.Console.Operations.Requests;
using Headgate.Gateway.Stores;
using Microsoft.AspNetCore.Routing;

namespace Headgate.Console.Api;

/// <summary><c>/api/v1/usage</c> and below.</summary>
internal static class UsageRoutes
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapUrl<GetUsage, GetUsageInput, Listing<UsageRow>>(
            "GET", "/usage", "Adds up what requests used and cost, as far back as the request log is kept.", Read, Wire.Json.ListingUsageRow);

        api.MapUrl<GetRerating, RequestQuery, ReratingView>(
            "GET", "/usage/rerated", "What past requests would cost by the prices in force, beside what their records say. Changes nothing.",
            Filters, Wire.Json.ReratingView);
    }

    private static GetUsageInput Read(UrlReader url) => new(Filters(url), url.Page())
    {
        By = url.Text("by", "What is told apart: `key`, `team`, `model`, `provider` or `tag`. Default `key`."),
        Bucket = url.Text("bucket", "`hour` or `day`, UTC: tells spans of time apart too."),
    };

    private static RequestQuery Filters(UrlReader url) => new()
    {
        Key = url.Text("key", "Only requests with this virtual key, by name or id."),
        Team = url.Text("team", "Only requests of this team."),
        Model = url.Text("model", "Only requests for this model, as the client asked."),
        Provider = url.Text("provider", "Only requests that this provider answered."),
        Since = url.Moment("since", $"From this moment on: {Moment.Forms}, counted back from now."),
        Until = url.Moment("until", "Up to this moment, exclusive; the same forms."),
        Tag = url.Text("tag", "Only requests with this trusted tag, `name=value`."),
    };
}

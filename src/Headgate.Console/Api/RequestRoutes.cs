using Headgate.Console.Operations;
using Headgate.Console.Operations.Requests;
using Headgate.Gateway.Stores;
using Microsoft.AspNetCore.Routing;

namespace Headgate.Console.Api;

/// <summary><c>/api/v1/requests</c>.</summary>
internal static class RequestRoutes
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapUrl<ListRequests, ListRequestsInput, Listing<RequestView>>(
            "GET", "/requests", "Lists request records, newest first, without bodies.", Filters, Wire.Json.ListingRequestView);

        api.MapUrl<GetRequest, string, RequestView>(
            "GET", "/requests/{id}", "Shows a request record; its bodies, where kept, only with the role admin.",
            url => url.Path("id", "The request id, as in `x-headgate-request-id`."), Wire.Json.RequestView);
    }

    private static ListRequestsInput Filters(UrlReader url) => new(
        new RequestQuery
        {
            Key = url.Text("key", "Name or id of the virtual key."),
            Team = url.Text("team", "The key's team."),
            Model = url.Text("model", "The model as the client asked."),
            Provider = url.Text("provider", "Provider of the target that answered."),
            Status = url.Number("status", "HTTP status sent."),
            Since = url.Moment("since", $"From this moment on: {Moment.Forms}, counted back from now."),
            Until = url.Moment("until", "Up to this moment, exclusive; the same forms."),
            Tag = url.Text("tag", "A trusted tag, `name=value`."),
            Session = url.Text("session", "The client's session."),
            Limit = url.Limit(),
            Cursor = url.Cursor(),
        },
        url.Flag("count", "`true` adds `total`, the number of records that match. Default `false`."));
}

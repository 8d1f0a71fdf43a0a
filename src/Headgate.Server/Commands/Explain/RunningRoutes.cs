using Headgate.Console.Client;
using Headgate.Console.Operations;
using Headgate.Console.Operations.Routing;

namespace Headgate.Server.Commands.Explain;

/// <summary>The desk of a running gateway: its targets stand as they do.</summary>
internal sealed class RunningRoutes(HttpMessageInvoker http, Uri address, string token) : IRouteDesk
{
    private readonly AdminClient _client = new(http, address, token);

    /// <inheritdoc />
    public ValueTask<Outcome<RouteView>> ExplainAsync(ExplainRouteInput request, CancellationToken cancellation) =>
        _client.ExplainAsync(request, cancellation);

    /// <inheritdoc />
    public void Dispose() => http.Dispose();
}

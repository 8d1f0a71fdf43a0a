using Headgate.Console.Operations;
using Headgate.Console.Operations.Routing;

namespace Headgate.Server.Commands.Explain;

/// <summary>Who explains routes: a running gateway, or the config as it is written.</summary>
internal interface IRouteDesk : IDisposable
{
    /// <summary>What would become of a request.</summary>
    ValueTask<Outcome<RouteView>> ExplainAsync(ExplainRouteInput request, CancellationToken cancellation);
}

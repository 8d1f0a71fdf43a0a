using Headgate.Console.Operations;
using Headgate.Console.Operations.Routing;
using Headgate.Gateway.Advice;
using Headgate.Gateway.Config;

namespace Headgate.Server.Commands.Explain;

/// <summary>The desk of a config that nobody serves: all its targets are healthy, and its keys are those that it holds.</summary>
internal sealed class WrittenRoutes(ISnapshotSource written, TimeProvider time) : IRouteDesk
{
    /// <summary>Reads the config; the problem has each of its errors in a line.</summary>
    public static Outcome<IRouteDesk> Read(ConfigInputs inputs) => new ConfigSource(inputs, TimeProvider.System).Read() switch
    {
        ConfigReading.Accepted accepted => new WrittenRoutes(new FixedSnapshot(accepted.Snapshot), TimeProvider.System),
        ConfigReading.Refused refused => new Problem(ProblemCode.InvalidRequest, string.Join(Environment.NewLine, refused.Errors)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <inheritdoc />
    public ValueTask<Outcome<RouteView>> ExplainAsync(ExplainRouteInput request, CancellationToken cancellation) =>
        new ExplainRoute(written, new RouteAdviser(written, time)).RunAsync(request, Actor.Local, cancellation);

    /// <inheritdoc />
    public void Dispose()
    {
        // a config that was read holds nothing open
    }
}

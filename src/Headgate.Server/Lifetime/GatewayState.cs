using Headgate.Console.Operations.Health;
using Headgate.Server.Commands;

namespace Headgate.Server.Lifetime;

/// <summary>Where the gateway is in its life, as <c>/readyz</c> tells load balancers and the console its operators. Thread-safe.</summary>
internal sealed class GatewayState(Func<int> openRequests, Func<int> openWithoutClients, DateTimeOffset started) : IGatewayState
{
    private volatile GatewayPhase _phase = GatewayPhase.Starting;

    /// <inheritdoc />
    public GatewayPhase Phase => _phase;

    /// <inheritdoc />
    public int OpenRequests => openRequests();

    /// <summary>Those of them that are read to their end though their clients have left.</summary>
    public int OpenWithoutClients => openWithoutClients();

    /// <inheritdoc />
    public DateTimeOffset Started => started;

    /// <inheritdoc />
    public string Version => CommandLine.Version;

    /// <summary>The gateway is up.</summary>
    public void Ready() => _phase = GatewayPhase.Ready;

    /// <summary>The gateway is going down: no new calls, open ones finish.</summary>
    public void Drain() => _phase = GatewayPhase.Draining;
}

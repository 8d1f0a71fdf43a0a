using Headgate.Console.Operations.Health;

namespace Headgate.Console.Tests.Running;

internal sealed class FixedGateway : IGatewayState
{
    public GatewayPhase Phase { get; set; } = GatewayPhase.Ready;

    public int OpenRequests => 4;

    public DateTimeOffset Started { get; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public string Version => "9.9.9";
}

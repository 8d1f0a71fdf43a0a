using Headgate.Console.Operations.Health;

namespace Headgate.Console.Api;

/// <summary>The body of <c>/readyz</c>.</summary>
/// <param name="Status">Where the gateway is in its life.</param>
/// <param name="Config">Hash of the config in force.</param>
internal sealed record Readiness(GatewayPhase Status, string Config);

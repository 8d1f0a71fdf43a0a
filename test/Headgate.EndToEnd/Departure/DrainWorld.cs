using Headgate.EndToEnd.Worlds;

namespace Headgate.EndToEnd.Departure;

/// <summary>A vendor that can be held, and a gateway that reads calls to their end.</summary>
public sealed class DrainWorld : PlainWorld
{
    protected override string Config(Uri simulator) => GatewayConfig.Head(simulator, ", on_disconnect: drain");

    /// <summary>The config, for a gateway of a test's own.</summary>
    internal string Yaml => Config(Simulator.BaseAddress);
}

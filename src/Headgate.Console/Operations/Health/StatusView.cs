namespace Headgate.Console.Operations.Health;

/// <summary>How the gateway is.</summary>
/// <param name="Status">Where it is in its life.</param>
/// <param name="Version">The product's version.</param>
/// <param name="Config">Hash of the config in force.</param>
/// <param name="ConfigRefused">True when the files as they stand are refused, and an older config serves.</param>
/// <param name="Started">When it started, UTC.</param>
/// <param name="UptimeSeconds">Seconds since then.</param>
/// <param name="OpenRequests">Calls that have not ended.</param>
/// <param name="RecordsPending">Records not yet durable.</param>
/// <param name="RecordsDropped">Records lost since the start; anything but 0 deserves a look.</param>
public sealed record StatusView(
    GatewayPhase Status,
    string Version,
    string Config,
    bool ConfigRefused,
    DateTime Started,
    long UptimeSeconds,
    int OpenRequests,
    long RecordsPending,
    long RecordsDropped);

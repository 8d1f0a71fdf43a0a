namespace Headgate.Console.Operations.Health;

/// <summary>What the operations need to know of the process that serves. Thread-safe.</summary>
public interface IGatewayState
{
    /// <summary>Where it is in its life.</summary>
    GatewayPhase Phase { get; }

    /// <summary>Calls that have not ended.</summary>
    int OpenRequests { get; }

    /// <summary>When it started.</summary>
    DateTimeOffset Started { get; }

    /// <summary>The product's version.</summary>
    string Version { get; }
}

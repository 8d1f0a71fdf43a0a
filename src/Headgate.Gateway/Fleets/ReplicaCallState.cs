namespace Headgate.Gateway.Fleets;

/// <summary>What a call at a replica is doing.</summary>
internal enum ReplicaCallState
{
    /// <summary>It waits for its first token.</summary>
    Waiting,

    /// <summary>Its answer is coming.</summary>
    Answering,

    /// <summary>It is over.</summary>
    Over,
}

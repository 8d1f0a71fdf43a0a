namespace Headgate.Gateway.Probing;

/// <summary>What a probe found out about a credential.</summary>
public enum ProbeState
{
    /// <summary>The vendor takes it.</summary>
    Works,

    /// <summary>The vendor refused it, or did not answer.</summary>
    Fails,

    /// <summary>No call that says so is known: the vendor lists its models to nobody, or to anybody, and no model is written that could be asked.</summary>
    Unknown,
}

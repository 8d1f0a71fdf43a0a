namespace Headgate.Gateway.Config;

/// <summary>What becomes of a vendor's call when its client leaves.</summary>
public enum OnDisconnect
{
    /// <summary>It is cancelled; what was produced so far is counted here, and charged as an estimate.</summary>
    Cancel,

    /// <summary>It is read to its end, within bounds, and charged by what the vendor says that it used.</summary>
    Drain,
}

namespace Headgate.Gateway.Health;

/// <summary>Why something is not to be called for a while.</summary>
internal enum ParkReason
{
    /// <summary>The vendor's rate limit: it says when, or is asked again after a pause that grows.</summary>
    Quota,

    /// <summary>The vendor has no capacity and has said when to come back.</summary>
    Overload,

    /// <summary>The vendor refused the credential, or wants to be paid: somebody has to do something.</summary>
    Refused,
}

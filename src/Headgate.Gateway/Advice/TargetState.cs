namespace Headgate.Gateway.Advice;

/// <summary>Whether a target may be called, and what keeps it.</summary>
public enum TargetState
{
    /// <summary>It may be called.</summary>
    Free,

    /// <summary>Parked for its vendor's rate limit.</summary>
    RateLimited,

    /// <summary>Parked because its vendor has no capacity.</summary>
    Overloaded,

    /// <summary>Parked because its vendor refused the credential, or wants to be paid.</summary>
    CredentialRefused,

    /// <summary>It failed too often: its breaker is open.</summary>
    Sick,
}

namespace Headgate.Gateway.Health;

/// <summary>What a credential or a target has come to.</summary>
public enum HealthAlertKind
{
    /// <summary>The vendor refused a credential, or its account is spent: it is not used for a while.</summary>
    CredentialParked,

    /// <summary>A target's calls fail: it is not called for a while.</summary>
    CircuitOpened,

    /// <summary>The target answers again.</summary>
    CircuitClosed,
}

namespace Headgate.Gateway.Config;

/// <summary>What an admin token may do; each role includes the ones before it.</summary>
public enum AdminRole
{
    /// <summary>Reads everything but bodies.</summary>
    Viewer,

    /// <summary>Also issues and revokes keys.</summary>
    Operator,

    /// <summary>Everything.</summary>
    Admin,
}

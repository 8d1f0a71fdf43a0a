using Headgate.Gateway.Config;

namespace Headgate.Gateway.Health;

/// <summary>What a target's health is kept by.</summary>
internal readonly record struct TargetKey(Endpoint Endpoint, string Model, string Credential)
{
    /// <summary>Hardly two endpoints share a credential, and hashing their addresses costs more than comparing them.</summary>
    public override int GetHashCode() => HashCode.Combine(Model, Credential);
}

using Headgate.Gateway.Config;

namespace Headgate.Gateway.Health;

/// <summary>What a credential's health is kept by.</summary>
internal readonly record struct CredentialKey(Endpoint Endpoint, string Credential)
{
    /// <summary>Hardly two endpoints share a credential, and hashing their addresses costs more than comparing them.</summary>
    public override int GetHashCode() => Credential.GetHashCode(StringComparison.Ordinal);
}

namespace Headgate.Gateway.Credentials;

/// <summary>What to send as a credential, or why there is nothing.</summary>
/// <param name="Secret">The secret; null when the vendor needs none, or with a fault.</param>
/// <param name="Fault">Why there is none; null when all is well.</param>
internal readonly record struct CredentialAnswer(string? Secret, TokenFault? Fault)
{
    /// <summary>The fault alone: a secret is never printed.</summary>
    public override string ToString() => Fault?.Detail ?? "a secret";
}

using Headgate.Gateway.Credentials;

namespace Headgate.Gateway.Config;

/// <summary>One credential of a provider.</summary>
/// <param name="Id">Names it without giving it away: the provider's name and the first 8 hex digits of the secret's SHA-256,
/// <c>openai#3fd2a9c1</c>.</param>
/// <param name="Secret">The secret; null when the vendor needs none, or takes tokens.</param>
public sealed record Credential(string Id, string? Secret)
{
    /// <summary>What access tokens are had for, which are sent in place of a secret; null where the secret itself is sent.</summary>
    public TokenGrant? Grant { get; init; }

    /// <summary>The id alone: a credential is never printed.</summary>
    public override string ToString() => Id;
}

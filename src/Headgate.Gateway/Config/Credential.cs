using Headgate.Gateway.Config.Conditions;
using Headgate.Gateway.Credentials;

namespace Headgate.Gateway.Config;

/// <summary>One credential of a provider.</summary>
/// <param name="Id">Names it without giving it away: the provider's name and the first 8 hex digits of the secret's SHA-256,
/// <c>openai#3fd2a9c1</c>.</param>
/// <param name="Secret">The secret; null when the vendor needs none, or takes tokens.</param>
public sealed record Credential(string Id, string? Secret)
{
    // No credential of the config ends so: what follows the sign there are hex digits.
    private const string BroughtMark = "#byok";

    /// <summary>What access tokens are had for, which are sent in place of a secret; null where the secret itself is sent.</summary>
    public TokenGrant? Grant { get; init; }

    /// <summary>True when a caller brought it, for one request: it is kept nowhere.</summary>
    public bool IsBrought { get; private init; }

    /// <summary>The number of its id, by which callers stick to it: read for each request, counted once.</summary>
    internal ulong Seed { get; } = StickyIdentity.Hash(Id) ?? 0;

    /// <summary>A credential that a caller brought. Whoever brought it, it has the same id: <c>openai#byok</c>.</summary>
    /// <param name="provider">The name of the provider that it is for.</param>
    /// <param name="secret">The secret.</param>
    public static Credential Brought(string provider, string secret) => new(provider + BroughtMark, secret) { IsBrought = true };

    /// <summary>True for the id of a credential that a caller brought.</summary>
    public static bool IsBroughtId(string id) => id.EndsWith(BroughtMark, StringComparison.Ordinal);

    /// <summary>The id alone: a credential is never printed.</summary>
    public override string ToString() => Id;
}

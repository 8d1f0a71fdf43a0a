using System.Collections.Immutable;
using Headgate.Gateway.Config;
using Headgate.Gateway.Identity;
using Headgate.Server.Lifetime;

namespace Headgate.Server;

/// <summary>The admin token of a gateway whose config and environment name none: made once, then kept in the data folder.</summary>
/// <param name="Secret">The token; null when the config has its own.</param>
/// <param name="IsNew">True when it was made just now.</param>
internal sealed record FirstAdminToken(string? Secret, bool IsNew)
{
    /// <summary>The token, when it was made just now; null else.</summary>
    public string? Created => IsNew ? Secret : null;

    /// <summary>What the config is to know of it.</summary>
    public ImmutableArray<AdminToken> Tokens =>
        Secret is null ? [] : [new AdminToken("first-start", KeyDigest.Of(Secret), AdminRole.Admin)];

    /// <summary>The one a gateway with this config needs.</summary>
    public static FirstAdminToken For(ConfigReading.Accepted written, string folder) =>
        written.HasAdminTokens ? new FirstAdminToken(null, IsNew: false)
        : AdminTokenFile.Read(folder) is { } kept ? new FirstAdminToken(kept, IsNew: false)
        : new FirstAdminToken(AdminTokenFile.Create(), IsNew: true);

    /// <summary>Keeps a new one. Only a start that succeeds gets here, so that a token is never kept that nobody was shown.</summary>
    public void Keep(string folder)
    {
        if (Created is { } token)
        {
            AdminTokenFile.Write(folder, token);
        }
    }

    /// <summary>Says nothing: secrets are not printed by accident.</summary>
    public override string ToString() => nameof(FirstAdminToken);
}

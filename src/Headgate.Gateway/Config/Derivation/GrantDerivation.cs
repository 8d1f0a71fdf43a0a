using Headgate.Gateway.Config.Description;
using Headgate.Gateway.Config.Reading;
using Headgate.Gateway.Credentials;

namespace Headgate.Gateway.Config.Derivation;

/// <summary>Credentials that access tokens are had for.</summary>
internal static class GrantDerivation
{
    /// <summary>A provider's grant; null when its credential is sent as it is.</summary>
    /// <param name="section">The provider.</param>
    /// <param name="vendor">Where the vendor is: its proxy and its authorities are the issuer's too.</param>
    public static TokenGrant? Grant(Section section, Endpoint vendor)
    {
        if (section.Find(ProviderKeys.Entra) is { Value: var entra })
        {
            var url = new Uri($"{entra.Get(EntraKeys.Authority).AbsoluteUri.TrimEnd('/')}/{entra.Get(EntraKeys.TenantId)}/oauth2/v2.0/token");
            Endpoint issuer = vendor with { BaseUrl = url, IsWritten = entra.Has(EntraKeys.Authority) };
            return new ClientSecretGrant(
                issuer, entra.Get(EntraKeys.ClientId), entra.Get(EntraKeys.ClientSecret), entra.Get(EntraKeys.Scope));
        }

        if (section.Find(ProviderKeys.Credentials) is { } written && ServiceAccount.TryRead(written.Value, out _) is { } account)
        {
            Uri? other = section.Find(ProviderKeys.TokenUrl)?.Value;
            return new ServiceAccountGrant(vendor with { BaseUrl = other ?? account.TokenUri, IsWritten = other is not null }, account);
        }

        return null;
    }
}

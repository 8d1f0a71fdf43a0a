using Headgate.Gateway.Config;

namespace Headgate.Gateway.Credentials;

/// <summary>
/// An application of Microsoft Entra with its client secret:
/// https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow, read 2026-11-22.
/// </summary>
/// <param name="endpoint">The tenant's token endpoint.</param>
/// <param name="clientId">The application's id.</param>
/// <param name="secret">Its secret.</param>
/// <param name="scope">What the token is for.</param>
public sealed class ClientSecretGrant(Endpoint endpoint, string clientId, string secret, string scope)
    : TokenGrant(endpoint, "client_credentials", clientId, secret, scope)
{
    /// <inheritdoc />
    public override string Issuer => "Microsoft Entra";

    /// <inheritdoc />
    internal override FormUrlEncodedContent Form(DateTimeOffset now) => new(
    [
        new("grant_type", "client_credentials"),
        new("client_id", clientId),
        new("client_secret", secret),
        new("scope", scope),
    ]);

    /// <inheritdoc />
    internal override string Advice(string? error) => error switch
    {
        "invalid_client" => "The client secret is wrong or has expired: make a new one in Entra and write it as `entra.client_secret`.",
        "unauthorized_client" => "No such application is known there: check `entra.client_id` and `entra.tenant_id`.",
        "invalid_scope" or "invalid_resource" => "Check `entra.scope`.",
        _ => "Check `entra.tenant_id`, `entra.client_id` and `entra.client_secret`.",
    };
}

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Headgate.Gateway.Config;

namespace Headgate.Gateway.Credentials;

/// <summary>
/// A Google service account, which signs for itself: https://developers.google.com/identity/protocols/oauth2/service-account#httprest, read
/// 2026-11-22.
/// </summary>
/// <param name="endpoint">Google's token endpoint, or what stands in for it.</param>
/// <param name="account">The account with its key.</param>
public sealed class ServiceAccountGrant(Endpoint endpoint, ServiceAccount account)
    : TokenGrant(endpoint, "jwt-bearer", account.Email, account.KeyId ?? "", account.PrivateKey, account.TokenUri.AbsoluteUri)
{
    private const string Scope = "https://www.googleapis.com/auth/cloud-platform";

    /// <summary>The longest that Google allows.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromHours(1);

    /// <inheritdoc />
    public override string Issuer => "Google";

    /// <inheritdoc />
    internal override FormUrlEncodedContent Form(DateTimeOffset now) => new(
    [
        new("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"),
        new("assertion", Assertion(now)),
    ]);

    /// <inheritdoc />
    internal override string Advice(string? error) => error switch
    {
        "invalid_grant" =>
            "Its key may have been deleted, the account disabled, or this machine's clock be wrong: check these, or write a new key as `credentials`.",
        _ => "Check that `credentials` is the key of an account that exists.",
    };

    private string Assertion(DateTimeOffset now)
    {
        string signed = $"{Part(WriteHead)}.{Part(json => WriteClaims(json, now.ToUnixTimeSeconds()))}";
        using RSA key = RSA.Create();
        key.ImportFromPem(account.PrivateKey);
        byte[] signature = key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    private void WriteHead(Utf8JsonWriter json)
    {
        json.WriteString("alg", "RS256");
        json.WriteString("typ", "JWT");
        if (account.KeyId is not null)
        {
            json.WriteString("kid", account.KeyId);
        }
    }

    private void WriteClaims(Utf8JsonWriter json, long now)
    {
        json.WriteString("iss", account.Email);
        json.WriteString("scope", Scope);
        json.WriteString("aud", account.TokenUri.OriginalString); // its own name, wherever it is reached
        json.WriteNumber("iat", now);
        json.WriteNumber("exp", now + (long)Life.TotalSeconds);
    }

    private static string Part(Action<Utf8JsonWriter> members)
    {
        using var part = new MemoryStream();
        using (var json = new Utf8JsonWriter(part))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return Base64Url.EncodeToString(part.GetBuffer().AsSpan(0, (int)part.Length));
    }
}

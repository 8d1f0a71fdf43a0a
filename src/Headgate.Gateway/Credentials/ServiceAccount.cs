using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Headgate.Gateway.Credentials;

/// <summary>
/// The key file of a Google service account: https://cloud.google.com/iam/docs/keys-create-delete, read 2026-11-22. Never printed.
/// </summary>
public sealed class ServiceAccount
{
    private const string GoogleTokenUri = "https://oauth2.googleapis.com/token";

    private ServiceAccount(string email, string privateKey, string? keyId, Uri tokenUri, string? project) =>
        (Email, PrivateKey, KeyId, TokenUri, Project) = (email, privateKey, keyId, tokenUri, project);

    /// <summary>Its name: <c>gateway@project.iam.gserviceaccount.com</c>.</summary>
    public string Email { get; }

    /// <summary>The RSA key, PEM.</summary>
    public string PrivateKey { get; }

    /// <summary>The key's id; null when the file has none.</summary>
    public string? KeyId { get; }

    /// <summary>Where tokens are issued: Google's public endpoint when the file names none.</summary>
    public Uri TokenUri { get; }

    /// <summary>The project it belongs to; null when the file has none.</summary>
    public string? Project { get; }

    /// <summary>True when the token endpoint is Google's own.</summary>
    public bool IsGoogles => TokenUri is { Scheme: "https", Host: "oauth2.googleapis.com", IsDefaultPort: true };

    /// <summary>Reads a key file's text; null when it is none, and then <paramref name="wrong"/> ends a sentence that says why.</summary>
    internal static ServiceAccount? TryRead(string json, out string wrong)
    {
        using JsonDocument? file = JsonWords.Parse(Encoding.UTF8.GetBytes(json));
        if (file is null)
        {
            wrong = "is no JSON: it takes the content of a service account's key file";
            return null;
        }

        return Read(file, out wrong);
    }

    private static ServiceAccount? Read(JsonDocument file, out string wrong)
    {
        string? email = JsonWords.Text(file, "client_email");
        string? key = JsonWords.Text(file, "private_key");
        string tokenUri = JsonWords.Text(file, "token_uri") ?? GoogleTokenUri;
        wrong = JsonWords.Text(file, "type") != "service_account" ? "is not the key file of a service account: its `type` is not `service_account`"
            : email is null ? "has no `client_email`"
            : key is null || !IsRsa(key) ? "has no `private_key` that is an RSA key in PEM"
            : !Uri.TryCreate(tokenUri, UriKind.Absolute, out _) ? "has a `token_uri` that is no URL"
            : "";
        return wrong.Length > 0 ? null : new(email!, key!, JsonWords.Text(file, "private_key_id"), new Uri(tokenUri), JsonWords.Text(file, "project_id"));
    }

    private static bool IsRsa(string pem)
    {
        try
        {
            using RSA key = RSA.Create();
            key.ImportFromPem(pem);
            return key.ExportParameters(includePrivateParameters: true).D is not null;
        }
        catch (Exception refused) when (refused is CryptographicException or ArgumentException)
        {
            return false;
        }
    }
}

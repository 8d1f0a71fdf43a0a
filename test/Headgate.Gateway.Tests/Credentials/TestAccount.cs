using System.Security.Cryptography;
using System.Text.Json;
using Headgate.Gateway.Credentials;

namespace Headgate.Gateway.Tests.Credentials;

/// <summary>A service account whose key was made for these tests.</summary>
internal static class TestAccount
{
    public const string Email = "gateway@project-of-tests.iam.gserviceaccount.com";

    private static readonly RSA Key = RSA.Create(2048);

    public static string PrivateKey { get; } = Key.ExportPkcs8PrivateKeyPem();

    /// <summary>The key file's text.</summary>
    public static string Json(string tokenUri = "https://oauth2.googleapis.com/token", string type = "service_account", string? key = null) =>
        JsonSerializer.Serialize(new Dictionary<string, string>
        {
            ["type"] = type,
            ["project_id"] = "project-of-tests",
            ["private_key_id"] = "key-1",
            ["private_key"] = key ?? PrivateKey,
            ["client_email"] = Email,
            ["token_uri"] = tokenUri,
        });

    public static ServiceAccount Read() => ServiceAccount.TryRead(Json(), out _)!;

    /// <summary>Whether the account signed this.</summary>
    public static bool Signed(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) =>
        Key.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
}

using System.Security.Cryptography;
using Headgate.Gateway.Credentials;

namespace Headgate.Gateway.Tests.Credentials;

public sealed class ServiceAccountTests
{
    [Fact]
    public void The_file_as_google_gives_it_is_read()
    {
        ServiceAccount account = TestAccount.Read();
        Assert.Equal((TestAccount.Email, "key-1", "project-of-tests"), (account.Email, account.KeyId, account.Project));
        Assert.True(account.IsGoogles);
    }

    public static TheoryData<string, string> Wrong => new()
    {
        { "no", "is no JSON" },
        { "[]", "is not the key file of a service account" },
        { TestAccount.Json(type: "authorized_user"), "is not the key file of a service account" },
        { """{"type":"service_account"}""", "has no `client_email`" },
        { """{"type":"service_account","client_email":"\ud800"}""", "has no `client_email`" },
        { TestAccount.Json(key: "secret"), "has no `private_key`" },
        { TestAccount.Json(key: RSA.Create(1024).ExportSubjectPublicKeyInfoPem()), "has no `private_key`" },
        { TestAccount.Json(key: ECDsa.Create().ExportPkcs8PrivateKeyPem()), "has no `private_key`" },
        { TestAccount.Json(tokenUri: "nowhere"), "has a `token_uri` that is no URL" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Anything_else_is_said_to_be_wrong_and_not_shown(string json, string expected)
    {
        Assert.Null(ServiceAccount.TryRead(json, out string wrong));
        Assert.StartsWith(expected, wrong, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://oauth2.googleapis.com/token")]
    [InlineData("https://oauth2.googleapis.com:444/token")]
    [InlineData("https://oauth2.googleapis.com.evil.example/token")]
    [InlineData("https://user@evil.example/oauth2.googleapis.com")]
    public void Another_host_is_not_googles(string tokenUri) =>
        Assert.False(ServiceAccount.TryRead(TestAccount.Json(tokenUri), out _)!.IsGoogles);
}

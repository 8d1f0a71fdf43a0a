using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Headgate.Simulator.Clouds;

/// <summary>
/// Where tokens are issued. Google's: https://developers.google.com/identity/protocols/oauth2/service-account#httprest; Microsoft's:
/// https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow (both read 2026-11-22).
/// </summary>
internal sealed class TokenDoor(SimulatorOptions options, Mint mint)
{
    private const string GooglePath = "/vertex/token";
    private const string MicrosoftEnd = "/oauth2/v2.0/token";
    private const string GoogleAudience = "https://oauth2.googleapis.com/token";
    private const string GoogleScope = "https://www.googleapis.com/auth/cloud-platform";
    private const string MicrosoftScope = "https://cognitiveservices.azure.com/.default";
    private const long MostSeconds = 3600;

    public static bool Takes(HttpRequest request) =>
        request.Path == GooglePath || (request.Path.StartsWithSegments("/azure") && request.Path.Value!.EndsWith(MicrosoftEnd, StringComparison.Ordinal));

    public async Task HandleAsync(HttpContext context)
    {
        var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(context.RequestAborted) : FormCollection.Empty;
        var isGoogle = context.Request.Path == GooglePath;
        var (status, error) = isGoogle ? CheckAssertion(form) : CheckSecret(form);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter, JsonStyle.Writer);
        json.WriteStartObject();
        if (error is not null)
        {
            json.WriteString("error", error);
            json.WriteString("error_description", "The simulated issuer does not take this.");
        }
        else
        {
            json.WriteString("access_token", mint.Issue(isGoogle ? VertexVendor.Audience : AzureVendor.Audience));
            json.WriteNumber("expires_in", (long)mint.Life.TotalSeconds);
            json.WriteString("token_type", "Bearer");
        }

        json.WriteEndObject();
        await json.FlushAsync(context.RequestAborted);
    }

    private (int Status, string? Error) CheckSecret(IFormCollection form)
    {
        if (form["grant_type"] != "client_credentials")
            return (400, "unsupported_grant_type");
        if (!options.Applications.TryGetValue(form["client_id"].ToString(), out var secret))
            return (400, "unauthorized_client");
        if (form["client_secret"] != secret)
            return (401, "invalid_client");
        return form["scope"] == MicrosoftScope ? (200, null) : (400, "invalid_scope");
    }

    private (int Status, string? Error) CheckAssertion(IFormCollection form)
    {
        if (form["grant_type"] != "urn:ietf:params:oauth:grant-type:jwt-bearer")
            return (400, "unsupported_grant_type");
        return IsSigned(form["assertion"].ToString().Split('.')) ? (200, null) : (400, "invalid_grant");
    }

    private bool IsSigned(string[] parts)
    {
        try
        {
            using var head = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0]));
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
            return parts.Length == 3
                && head.RootElement.Text("alg") == "RS256"
                && IsInForce(claims.RootElement)
                && options.ServiceAccounts.TryGetValue(claims.RootElement.Text("iss") ?? "", out var publicKey)
                && IsSignedWith(publicKey, $"{parts[0]}.{parts[1]}", Base64Url.DecodeFromChars(parts[2]));
        }
        catch (Exception garbled) when (garbled is JsonException or FormatException or IndexOutOfRangeException)
        {
            return false;
        }
    }

    private bool IsInForce(JsonElement claims)
    {
        var now = options.TimeProvider.GetUtcNow().ToUnixTimeSeconds();
        return claims.Text("aud") == GoogleAudience
            && claims.Text("scope") == GoogleScope
            && claims.Integer("iat") is { } begins && claims.Integer("exp") is { } ends
            && begins <= now && now < ends && ends - begins <= MostSeconds;
    }

    private static bool IsSignedWith(string publicKey, string signed, byte[] signature)
    {
        using var key = RSA.Create();
        key.ImportFromPem(publicKey);
        return key.VerifyData(Encoding.ASCII.GetBytes(signed), signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }
}

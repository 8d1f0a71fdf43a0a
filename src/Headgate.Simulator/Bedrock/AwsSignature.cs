using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Headgate.Simulator.Bedrock;

/// <summary>Checks Signature Version 4 as AWS does, written from its description:
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html (read 2026-11-22).</summary>
internal static class AwsSignature
{
    /// <summary>The one secret that this account's keys have, whatever their ids: AWS's own in its documentation.</summary>
    public const string Secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

    private const string Scheme = "AWS4-HMAC-SHA256 ";

    /// <summary>How far the caller's clock may be off.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    public static bool IsUsed(IHeaderDictionary headers) => headers.Authorization.ToString().StartsWith(Scheme, StringComparison.Ordinal);

    /// <summary>What is wrong with a request's signature, as an exception's name and sentence; null when it is right.</summary>
    public static (string Type, string Message)? Flaw(HttpRequest request, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        var parts = request.Headers.Authorization.ToString()[Scheme.Length..].Split(',', StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2)).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1]);
        var credential = parts.GetValueOrDefault("Credential", "").Split('/');
        var signed = parts.GetValueOrDefault("SignedHeaders", "").Split(';');
        var stamp = request.Headers["x-amz-date"].ToString();
        if (credential is not [_, { Length: 8 } date, var region, "bedrock", "aws4_request"])
            return ("InvalidSignatureException", "Credential should be scoped to a valid region and to the service bedrock.");
        if (!signed.Contains("host") || request.Headers.Keys.Any(name => name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase)
            && !signed.Contains(name.ToLowerInvariant())))
            return ("InvalidSignatureException", "host and every header that begins with x-amz- must be signed.");
        if (!DateTimeOffset.TryParseExact(stamp, "yyyyMMdd'T'HHmmss'Z'", null, System.Globalization.DateTimeStyles.AssumeUniversal, out var time)
            || !stamp.StartsWith(date, StringComparison.Ordinal) || (time - now).Duration() > Tolerance)
            return ("InvalidSignatureException", $"Signature not current: {stamp}.");
        var expected = Sign($"{Scheme.Trim()}\n{stamp}\n{date}/{region}/bedrock/aws4_request\n{Hash(Canonical(request, signed, body))}", date, region);
        return expected == parts.GetValueOrDefault("Signature")
            ? null
            : ("InvalidSignatureException", "The request signature we calculated does not match the signature you provided.");
    }

    private static string Canonical(HttpRequest request, string[] signed, ReadOnlySpan<byte> body)
    {
        var headers = string.Concat(signed.Select(name => $"{name}:{Single(request.Headers[name].ToString())}\n"));
        var query = string.Join('&', request.QueryString.Value!.TrimStart('?').Split('&').Order(StringComparer.Ordinal));
        return $"{request.Method}\n{EscapePath(BedrockPath.RawPath(request))}\n{query}\n{headers}\n{string.Join(';', signed)}\n"
            + Convert.ToHexStringLower(SHA256.HashData(body));
    }

    private static string Single(string spaced) => string.Join(' ', spaced.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    // Each byte but the unreserved ones and the slash; what is escaped already is so once more.
    private static string EscapePath(string path)
    {
        var escaped = new StringBuilder();
        foreach (var value in Encoding.UTF8.GetBytes(path))
        {
            if (char.IsAsciiLetterOrDigit((char)value) || value is (byte)'-' or (byte)'.' or (byte)'_' or (byte)'~' or (byte)'/')
                escaped.Append((char)value);
            else
                escaped.Append('%').Append(value.ToString("X2", null));
        }

        return escaped.ToString();
    }

    private static string Sign(string text, string date, string region)
    {
        var key = Mac(Mac(Mac(Mac(Encoding.UTF8.GetBytes("AWS4" + Secret), date), region), "bedrock"), "aws4_request");
        return Convert.ToHexStringLower(Mac(key, text));
    }

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

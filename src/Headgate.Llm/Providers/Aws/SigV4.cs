using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Headgate.Llm.Providers.Aws;

/// <summary>
/// AWS Signature Version 4, as every service but S3 has it: the path is escaped once more than it is sent.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html, read 2026-11-22.
/// </summary>
/// <param name="region">The region called: <c>us-east-1</c>.</param>
/// <param name="service">The service's name for signatures: <c>bedrock</c>.</param>
internal sealed partial class SigV4(string region, string service)
{
    private const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>The moment as <c>x-amz-date</c> has it: <c>20150830T123600Z</c>.</summary>
    public static string Stamp(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The value of the header <c>Authorization</c>.</summary>
    /// <param name="call">The call; its headers hold <c>host</c> and <c>x-amz-date</c>, and the session's token where there is one.</param>
    /// <param name="accessKeyId">The id of the key.</param>
    /// <param name="secretAccessKey">The key.</param>
    /// <param name="time">The moment that <c>x-amz-date</c> says.</param>
    public string Authorize(SignedCall call, string accessKeyId, string secretAccessKey, DateTimeOffset time)
    {
        string stamp = Stamp(time);
        string scope = $"{stamp.AsSpan(0, 8)}/{region}/{service}/aws4_request";
        string text = $"{Algorithm}\n{stamp}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(Canonical(call))))}";
        string signature = Hex(HMACSHA256.HashData(SigningKey(secretAccessKey, stamp[..8]), Encoding.UTF8.GetBytes(text)));
        return $"{Algorithm} Credential={accessKeyId}/{scope}, SignedHeaders={SignedHeaders(call)}, Signature={signature}";
    }

    /// <summary>The call in the one form that both sides bring it into before they sign it.</summary>
    internal static string Canonical(SignedCall call)
    {
        StringBuilder canonical = new();
        canonical.Append(call.Method).Append('\n');
        canonical.AppendJoin('/', call.Path.Split('/').Select(Uri.EscapeDataString)).Append('\n');
        canonical.AppendJoin('&', Parameters(call.Query)).Append('\n');
        foreach (KeyValuePair<string, string> header in Sorted(call))
        {
            canonical.Append(header.Key.ToLowerInvariant()).Append(':').Append(Spaces().Replace(header.Value.Trim(), " ")).Append('\n');
        }

        return canonical.Append('\n').Append(SignedHeaders(call)).Append('\n').Append(call.BodyHash).ToString();
    }

    private byte[] SigningKey(string secretAccessKey, string date)
    {
        byte[] key = Encoding.UTF8.GetBytes($"AWS4{secretAccessKey}");
        foreach (string part in (ReadOnlySpan<string>)[date, region, service, "aws4_request"])
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        return key;
    }

    // A parameter may have been escaped already, and then not by the same rule; one without a value is sent as one with an empty value.
    private static IEnumerable<string> Parameters(string query) => query.TrimStart('?')
        .Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(parameter => parameter.Split('=', 2))
        .Select(parts => (Name: Escape(parts[0]), Value: parts.Length == 1 ? "" : Escape(parts[1])))
        .OrderBy(parameter => parameter.Name, StringComparer.Ordinal)
        .ThenBy(parameter => parameter.Value, StringComparer.Ordinal)
        .Select(parameter => $"{parameter.Name}={parameter.Value}");

    private static string Escape(string text) => Uri.EscapeDataString(Uri.UnescapeDataString(text));

    private static string SignedHeaders(SignedCall call) => string.Join(';', Sorted(call).Select(header => header.Key.ToLowerInvariant()));

    private static IEnumerable<KeyValuePair<string, string>> Sorted(SignedCall call) =>
        call.Headers.OrderBy(header => header.Key.ToLowerInvariant(), StringComparer.Ordinal);

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    [GeneratedRegex(" {2,}")]
    private static partial Regex Spaces();
}

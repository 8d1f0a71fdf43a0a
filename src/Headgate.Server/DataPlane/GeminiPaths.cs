using System.Text.RegularExpressions;
using Headgate.Llm.Protocols;

namespace Headgate.Server.DataPlane;

/// <summary>
/// The paths of Google's clients, <c>/v1beta/models/{model}:{action}</c>, which have what is called behind a colon and share <c>/v1/models/</c> with
/// OpenAI's: https://ai.google.dev/api/generate-content, read 2026-11-22. Clients of Vertex AI name project, location and publisher before it, of which
/// the gateway's own config has the say, and they are passed over.
/// </summary>
internal static partial class GeminiPaths
{
    private static readonly (string Action, WireProtocol Protocol, bool IsStream)[] Actions =
    [
        (":generateContent", WireProtocol.GeminiGenerateContent, IsStream: false),
        (":streamGenerateContent", WireProtocol.GeminiGenerateContent, IsStream: true),
        (":countTokens", WireProtocol.GeminiCountTokens, IsStream: false),
        (":embedContent", WireProtocol.GeminiEmbedContent, IsStream: false),
        (":batchEmbedContents", WireProtocol.GeminiEmbed, IsStream: false),
    ];

    private static readonly string[] SharedPrefixes = ["/v1/models/"];
    private static readonly string[] OwnPrefixes = ["/v1beta/models/", "/v1beta1/models/"];

    /// <summary>What a decoded path leads to; null when it is none of these.</summary>
    public static DataRoute? Match(string path)
    {
        path = WithoutPlace(path);
        bool isOwn = IsBelow(path, OwnPrefixes);
        if (!isOwn && !IsBelow(path, SharedPrefixes))
        {
            return null;
        }

        foreach ((string action, WireProtocol protocol, bool isStream) in Actions)
        {
            if (path.EndsWith(action, StringComparison.Ordinal))
            {
                return new DataRoute(RouteKind.Call, Dialect.Gemini, protocol, IsStream: isStream);
            }
        }

        return isOwn ? new DataRoute(RouteKind.Model, Dialect.Gemini) : null;
    }

    /// <summary>The model in the path of a call, from the target as it was sent.</summary>
    public static string Model(string rawTarget)
    {
        string named = RouteTable.ModelId(rawTarget) ?? "";
        return named[..Math.Max(0, named.LastIndexOf(':'))];
    }

    /// <summary>True when the query asks for the stream as events.</summary>
    public static bool WantsEvents(string query) => query.TrimStart('?').Split('&').Contains("alt=sse", StringComparer.Ordinal);

    private static string WithoutPlace(string path) =>
        path.Contains("/publishers/", StringComparison.Ordinal) && Place().Match(path) is { Success: true } place
            ? string.Concat(place.Groups["version"].ValueSpan, path.AsSpan(place.Length))
            : path;

    [GeneratedRegex(
        "^(?<version>/v1(beta1?)?/)(projects/[^/]+/locations/[^/]+/)?publishers/[^/]+/", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Place();

    private static bool IsBelow(string path, string[] prefixes) =>
        prefixes.Any(prefix => path.Length > prefix.Length && path.StartsWith(prefix, StringComparison.Ordinal));
}

using System.Buffers;
using System.Collections.Frozen;

namespace Headgate.Gateway.Config.Rules;

/// <summary>What may stand in a header, and which headers are not the operator's to set.</summary>
internal static class HeaderSyntax
{
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private static readonly FrozenSet<string> Credentials = FrozenSet.Create(StringComparer.OrdinalIgnoreCase,
        "authorization", "x-api-key", "api-key", "x-goog-api-key", "proxy-authorization", "cookie", "x-headgate-provider-key");

    private static readonly FrozenSet<string> Framing = FrozenSet.Create(StringComparer.OrdinalIgnoreCase,
        "host", "content-length", "content-type", "content-encoding", "transfer-encoding", "connection", "keep-alive", "te", "trailer",
        "upgrade", "accept-encoding", "expect", "proxy-connection");

    public static bool IsName(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExcept(NameCharacters);

    /// <summary>True for what a header can carry: printable ASCII, no space at either end.</summary>
    public static bool IsValue(string text) =>
        !text.AsSpan().ContainsAnyExceptInRange(' ', '~') && text.AsSpan().Trim(' ').Length == text.Length;

    public static bool IsCredential(string name) => Credentials.Contains(name);

    public static bool IsFraming(string name) => Framing.Contains(name);
}

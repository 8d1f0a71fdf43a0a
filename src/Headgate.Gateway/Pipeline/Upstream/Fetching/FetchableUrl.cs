using System.Globalization;
using System.Net;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline.Upstream.Fetching;

/// <summary>
/// Reads a URL that a stranger wrote, once: what is checked here is what is called. Strict, because two readers that disagree about an odd
/// spelling are how such checks are passed. Whether the host's addresses are public is seen when it is called.
/// </summary>
internal static class FetchableUrl
{
    private const int MaxLength = 8192;

    /// <summary>The URL; or why it is not fetched, as the end of a sentence that begins with where it stood.</summary>
    public static Outcome<Uri> Read(string address)
    {
        if (!IsWeb(address))
        {
            return Refused("must be an http, https or data URL, because the model's provider takes bytes only and the gateway fetches no other");
        }

        if (address.Length > MaxLength || HasOddCharacters(address) || !Uri.TryCreate(address, UriKind.Absolute, out Uri? url))
        {
            return Refused("is no URL that can be fetched");
        }

        if (url.UserInfo.Length > 0 || AuthorityOf(address).Contains('@'))
        {
            return Refused("must hold no user and no password");
        }

        if (url.Port is not (80 or 443))
        {
            return Refused("must use port 80 or 443");
        }

        return IsPlainHost(url, AuthorityOf(address)) ? url : Refused("is no URL that can be fetched");
    }

    private static bool IsWeb(string address) =>
        address.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || address.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    private static bool HasOddCharacters(string address) => address.AsSpan().ContainsAny('\\', ' ') || address.Any(char.IsControl);

    private static ReadOnlySpan<char> AuthorityOf(string address)
    {
        ReadOnlySpan<char> rest = address.AsSpan(address.IndexOf("://", StringComparison.Ordinal) + 3);
        int end = rest.IndexOfAny('/', '?', '#');
        return end < 0 ? rest : rest[..end];
    }

    /// <summary>A host without escapes or zones that is an address or, read by anyone, a name.</summary>
    private static bool IsPlainHost(Uri url, ReadOnlySpan<char> authority)
    {
        if (authority.Contains('%'))
        {
            return false;
        }

        string host = url.IdnHost;
        return Uri.CheckHostName(host) switch
        {
            UriHostNameType.IPv4 or UriHostNameType.IPv6 => IPAddress.TryParse(host, out _),
            UriHostNameType.Dns => !EndsInNumber(host),
            _ => false,
        };
    }

    // A host that ends in a number is an IPv4 address or a mistake: https://url.spec.whatwg.org/#ends-in-a-number-checker
    private static bool EndsInNumber(string host)
    {
        string name = host.TrimEnd('.');
        string last = name[(name.LastIndexOf('.') + 1)..];
        return last.Length == 0
            || last.All(char.IsAsciiDigit)
            || (last.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
                && (last.Length == 2 || UInt128.TryParse(last.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _)));
    }

    private static GatewayError Refused(string why) => new(ErrorKind.InvalidRequest, why);
}

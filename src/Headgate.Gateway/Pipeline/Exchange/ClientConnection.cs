using System.Net;
using Headgate.Gateway.Identity;

namespace Headgate.Gateway.Pipeline.Exchange;

/// <summary>What stays the same from one call of a connection to the next. Thread-safe: calls of one connection may overlap.</summary>
/// <param name="address">Where the client is; null on a unix socket.</param>
public sealed class ClientConnection(IPAddress? address)
{
    private volatile Digested? _last;

    /// <summary>Where it comes from: the client, or a proxy before it. Null on a unix socket.</summary>
    public IPAddress? Ip { get; } = address is null ? null : Plain(address);

    /// <summary>The same as text.</summary>
    public string? Address { get; } = address is null ? null : Plain(address).ToString();

    /// <summary>An address of IPv4 as such, also where a socket shows it in IPv6's clothes.</summary>
    internal static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    /// <summary>
    /// The digest of a secret that was sent. A connection repeats its credential, and of an <c>Authorization</c> header the web server then
    /// gives the very string it gave before: that is told by the string's identity, never by comparing secrets. Any other string is digested.
    /// </summary>
    public KeyDigest DigestOf(ReadOnlyMemory<char> secret)
    {
        if (_last is { } last && last.Secret.Equals(secret))
        {
            return last.Digest;
        }

        KeyDigest digest = KeyDigest.Of(secret.Span);
        _last = new Digested(secret, digest);
        return digest;
    }

    private sealed record Digested(ReadOnlyMemory<char> Secret, KeyDigest Digest);
}

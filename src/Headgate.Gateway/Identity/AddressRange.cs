using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Headgate.Gateway.Identity;

/// <summary>A range of IP addresses, as CIDR has it; a single address is the smallest.</summary>
public readonly record struct AddressRange
{
    private const string Examples = "write one such as 192.0.2.7, 10.0.0.0/8 or 2001:db8::/32";

    private readonly IPNetwork _network;

    private AddressRange(IPNetwork network) => _network = network;

    /// <summary>Reads a range; gives what is wrong with the text, as the end of a sentence, or null.</summary>
    public static string? Parse(string text, out AddressRange range)
    {
        range = default;
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        if (!TryAddress(slash < 0 ? text : text[..slash], out IPAddress address))
        {
            return $"is no address or range; {Examples}";
        }

        int bits = address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        int length = bits;
        if (slash >= 0 && (!int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out length) || length > bits))
        {
            return $"has no prefix length of 0 to {bits}; {Examples}";
        }

        if (!IPNetwork.TryParse($"{address}/{length}", out IPNetwork network) || !network.BaseAddress.Equals(address))
        {
            return "does not begin with the first address of its range: bits beyond the prefix are set";
        }

        range = new AddressRange(network);
        return null;
    }

    /// <summary>True when the address lies in it. An IPv4 address in IPv6's clothes is to be unwrapped before.</summary>
    public bool Contains(IPAddress address) => _network.Contains(address);

    /// <summary>True when the address lies in one of the ranges.</summary>
    public static bool Contain(ImmutableArray<AddressRange> ranges, IPAddress address)
    {
        foreach (AddressRange range in ranges)
        {
            if (range.Contains(address))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary><c>10.0.0.0/8</c>.</summary>
    public override string ToString() => _network.ToString();

    // IPv4 is taken in its usual form alone: `010.1` is an address to some programs, and not the same to all.
    private static bool TryAddress(string text, out IPAddress address) =>
        IPAddress.TryParse(text, out address!)
        && (address.AddressFamily == AddressFamily.InterNetwork
            ? address.ToString() == text
            : address is { IsIPv4MappedToIPv6: false, ScopeId: 0 } && !text.Contains('[', StringComparison.Ordinal));
}

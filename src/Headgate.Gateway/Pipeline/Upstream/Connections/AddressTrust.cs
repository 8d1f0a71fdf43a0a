using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;

namespace Headgate.Gateway.Pipeline.Upstream.Connections;

/// <summary>Which addresses an outbound connection may go to, by who named the host.</summary>
internal static class AddressTrust
{
    // https://www.iana.org/assignments/iana-ipv4-special-registry and multicast. The few blocks in it that are globally
    // reachable serve routers and name servers, no API: they are refused with the rest.
    private static readonly ImmutableArray<IPNetwork> SpecialIPv4 = Networks(
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
        "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24",
        "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4");

    // All of IPv6 that is given out as public unicast. IPv4-mapped, NAT64, unique local, link-local and multicast addresses lie outside.
    private static readonly IPNetwork PublicIPv6 = IPNetwork.Parse("2000::/3");

    // https://www.iana.org/assignments/iana-ipv6-special-registry: what is special within 2000::/3, such as Teredo
    // and benchmarking (in 2001::/23), documentation, 6to4.
    private static readonly ImmutableArray<IPNetwork> SpecialIPv6 = Networks(
        "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20");

    // Link-local (AWS, Azure, GCP and others), and the clouds' own: Alibaba, Oracle, Azure's wire server; AWS and GCP in IPv6.
    private static readonly ImmutableArray<IPNetwork> Metadata = Networks(
        "169.254.0.0/16", "100.100.100.200/32", "192.0.0.192/32", "168.63.129.16/32",
        "fe80::/10", "fd00:ec2::254/128", "fd20:ce::254/128");

    // IPv6 that carries an IPv4 address, and where in its 16 bytes. (The mapped form is unwrapped before any comparison: IPNetwork reads
    // it as IPv4 even against networks of IPv6, and finds 8.8.8.8 in 2000::/3.)
    private static readonly ImmutableArray<(IPNetwork Network, int Offset)> Carriers =
    [
        (IPNetwork.Parse("::/96"), 12), // compatible, deprecated
        (IPNetwork.Parse("64:ff9b::/96"), 12), // NAT64
        (IPNetwork.Parse("64:ff9b:1::/48"), 12), // NAT64 of a site's own, as it is commonly laid out
        (IPNetwork.Parse("2002::/16"), 2), // 6to4
    ];

    /// <summary>
    /// Whether a connection to a host may use an address. Where the operator wrote the host, any address is right but those of a cloud's
    /// metadata, which hand out credentials: they are reached only when the operator wrote that very address. A host that the catalogue
    /// names must be public.
    /// </summary>
    /// <param name="host">The host as the URL has it: a name or an address.</param>
    /// <param name="isWritten">True when the operator wrote the URL.</param>
    /// <param name="address">The address it resolved to.</param>
    public static bool Allows(string host, bool isWritten, IPAddress address) =>
        isWritten ? !IsMetadata(address) || IsLiteral(host, address) : IsPublic(address);

    /// <summary>True for public unicast addresses: those in none of the special-purpose registries, nor a cloud's own.</summary>
    public static bool IsPublic(IPAddress address) => !IsMetadata(address) && address.AddressFamily switch
    {
        AddressFamily.InterNetwork => !IsIn(SpecialIPv4, address),
        AddressFamily.InterNetworkV6 when address.IsIPv4MappedToIPv6 => false, // no resolver has a reason to answer so
        AddressFamily.InterNetworkV6 => PublicIPv6.Contains(address) && !IsIn(SpecialIPv6, address),
        _ => false,
    };

    /// <summary>True for addresses at which clouds hand out credentials to whoever asks from within, in IPv6 clothes too.</summary>
    public static bool IsMetadata(IPAddress address) => CarriedIPv4(address) is { } carried
        ? IsIn(Metadata, carried)
        : IsIn(Metadata, address);

    private static IPAddress? CarriedIPv4(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return null;
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();
        foreach ((IPNetwork network, int offset) in Carriers)
        {
            if (network.Contains(address))
                return new IPAddress(address.GetAddressBytes().AsSpan(offset, 4));
        }

        return null;
    }

    private static bool IsLiteral(string host, IPAddress address) =>
        IPAddress.TryParse(host, out IPAddress? literal) && literal.MapToIPv6().Equals(address.MapToIPv6());

    private static bool IsIn(ImmutableArray<IPNetwork> networks, IPAddress address)
    {
        foreach (IPNetwork network in networks)
        {
            if (network.Contains(address))
                return true;
        }

        return false;
    }

    private static ImmutableArray<IPNetwork> Networks(params ReadOnlySpan<string> networks)
    {
        ImmutableArray<IPNetwork>.Builder parsed = ImmutableArray.CreateBuilder<IPNetwork>(networks.Length);
        foreach (string network in networks)
            parsed.Add(IPNetwork.Parse(network));
        return parsed.MoveToImmutable();
    }
}

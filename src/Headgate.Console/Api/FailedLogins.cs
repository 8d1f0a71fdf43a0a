using System.Net;
using System.Net.Sockets;

namespace Headgate.Console.Api;

/// <summary>
/// Counts wrong tokens per address and minute. A token is too long to be guessed; this keeps the log readable and a loose
/// script from burning the processor. Bounded: past <see cref="MaxAddresses"/> all further ones share one count.
/// </summary>
internal sealed class FailedLogins(TimeProvider time)
{
    public const int Allowed = 20;
    private const int MaxAddresses = 4096;
    private const int MaxTold = 60;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, int> _failures = [];
    private DateTimeOffset _windowEnds;

    /// <summary>How long an address has to wait; null when it may try.</summary>
    public TimeSpan? Wait(IPAddress address)
    {
        lock (_gate)
        {
            DateTimeOffset now = Roll();
            return _failures.GetValueOrDefault(Counted(address)) >= Allowed ? _windowEnds - now : null;
        }
    }

    /// <summary>Counts one more; true for the first of its minute from an address, of the first addresses: those are worth a line for good.</summary>
    public bool Add(IPAddress address)
    {
        lock (_gate)
        {
            Roll();
            IPAddress counted = Counted(address);
            int failures = _failures[counted] = _failures.GetValueOrDefault(counted) + 1;
            return failures == 1 && _failures.Count <= MaxTold;
        }
    }

    private DateTimeOffset Roll()
    {
        DateTimeOffset now = time.GetUtcNow();
        if (now >= _windowEnds)
        {
            _failures.Clear();
            _windowEnds = now + Window;
        }

        return now;
    }

    private IPAddress Counted(IPAddress address)
    {
        IPAddress site = SiteOf(address);
        return _failures.Count < MaxAddresses || _failures.ContainsKey(site) ? site : IPAddress.Any;
    }

    /// <summary>An IPv6 client has a /64 to itself and could change its address with every try.</summary>
    private static IPAddress SiteOf(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        byte[] bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }
}

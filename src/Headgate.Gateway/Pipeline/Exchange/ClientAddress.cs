using System.Collections.Immutable;
using System.Net;
using Headgate.Gateway.Identity;

namespace Headgate.Gateway.Pipeline.Exchange;

/// <summary>Where a client is that came through proxies. Each proxy adds at the right of <c>X-Forwarded-For</c> whom it was called by.</summary>
internal static class ClientAddress
{
    /// <summary>
    /// The nearest address that is none of the trusted proxies: what stands to its left, anybody may have written. Null on a unix socket, and where a
    /// trusted proxy does not say.
    /// </summary>
    public static IPAddress? Of(IClientRequest request, ImmutableArray<AddressRange> trusted)
    {
        IPAddress? nearest = request.Connection.Ip;
        if (trusted.IsEmpty || nearest is null || request.Headers["x-forwarded-for"] is not { } header)
        {
            return nearest;
        }

        ReadOnlySpan<char> rest = header;
        while (!rest.IsEmpty && AddressRange.Contain(trusted, nearest))
        {
            int comma = rest.LastIndexOf(',');
            if (!IPEndPoint.TryParse(rest[(comma + 1)..].Trim(), out IPEndPoint? hop))
            {
                return null;
            }

            nearest = ClientConnection.Plain(hop.Address);
            rest = comma < 0 ? default : rest[..comma];
        }

        return nearest;
    }
}

using System.Net;

namespace Headgate.Gateway.Pipeline.Upstream.Connections;

/// <summary>
/// Leads sockets elsewhere than to the address that was checked, so that tests can call public addresses without a network. Names, checks and
/// all else stay as they are. Only a constructor's caller can give one.
/// </summary>
/// <param name="Around">The place for an address that passed every check.</param>
/// <param name="CaFile">A PEM file of the authorities that strangers' certificates may have; null for the system's alone.</param>
internal sealed record Detour(Func<IPEndPoint, IPEndPoint> Around, string? CaFile = null);

using System.Net;

namespace Headgate.Gateway.Pipeline.Upstream.Connections;

/// <summary>Finds the addresses of a name, best first; throws <see cref="System.Net.Sockets.SocketException"/> when it has none.</summary>
/// <param name="host">The name, not an address.</param>
/// <param name="cancellation">Cancelled when the connection's time is over.</param>
public delegate Task<IPAddress[]> NameLookup(string host, CancellationToken cancellation);

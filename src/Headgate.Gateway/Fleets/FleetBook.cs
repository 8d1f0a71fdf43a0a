using System.Collections.Concurrent;
using System.Collections.Frozen;
using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Exchange;

namespace Headgate.Gateway.Fleets;

/// <summary>What is known of the servers of fleets, by endpoint. It lives on across reloads. Thread-safe.</summary>
internal sealed class FleetBook(TimeProvider time)
{
    private readonly ConcurrentDictionary<Endpoint, Replica> _replicas = new();

    /// <summary>A server that is one of several.</summary>
    public Replica Of(Provider replica) =>
        _replicas.GetOrAdd(replica.Endpoint, static (endpoint, time) => new Replica(Identity(endpoint.BaseUrl), time), time);

    /// <summary>Forgets all but these.</summary>
    public void Retain(IEnumerable<Provider> named)
    {
        FrozenSet<Endpoint> kept = named.Select(replica => replica.Endpoint).ToFrozenSet();
        foreach (Endpoint endpoint in _replicas.Keys)
        {
            if (!kept.Contains(endpoint))
            {
                _replicas.TryRemove(endpoint, out _);
            }
        }
    }

    /// <summary>The same in every gateway that reaches it by the same address.</summary>
    private static ulong Identity(Uri url)
    {
        ulong identity = 0;
        foreach (char sign in url.AbsoluteUri)
        {
            identity = Draw.Mix(identity ^ sign);
        }

        return identity;
    }
}

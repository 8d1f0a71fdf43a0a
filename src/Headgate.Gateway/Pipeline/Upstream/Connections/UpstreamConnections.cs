using System.Collections.Concurrent;
using System.Net;
using Headgate.Gateway.Config;

namespace Headgate.Gateway.Pipeline.Upstream.Connections;

/// <summary>
/// The connection pools, one per endpoint and credential. A pool outlives the snapshots that name it; when none does, it takes no new
/// calls and is closed after <see cref="Drain"/>. Calls that still run then end in peace: a closed pool lets go of a connection only
/// when its call is over.
/// </summary>
public sealed class UpstreamConnections : IUpstreamConnections, IDisposable
{
    /// <summary>How long a pool that no snapshot names is kept: whoever took it before sends within this time.</summary>
    public static readonly TimeSpan Drain = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<PoolKey, HttpMessageInvoker> _pools = new();
    private readonly ConcurrentQueue<(HttpMessageInvoker Pool, long Retired)> _retired = new();
    private readonly TimeProvider _time;
    private readonly ISnapshotSource? _snapshots;
    private readonly Random _random;
    private readonly NameLookup _lookup;
    private readonly ITimer _sweep;
    private readonly Lock _making = new();
    private volatile HashSet<PoolKey>? _named;

    /// <summary>Makes an empty set of pools.</summary>
    /// <param name="time">The clock of connect timeouts and of draining.</param>
    /// <param name="snapshots">
    /// Says each minute what is named, so that nobody has to tell; null when <see cref="Retain"/> is called instead.
    /// </param>
    /// <param name="lookup">How names are found; null for the system's resolver.</param>
    /// <param name="random">Spreads the lifetimes of connections; null for one of its own.</param>
    public UpstreamConnections(
        TimeProvider time, ISnapshotSource? snapshots = null, NameLookup? lookup = null, Random? random = null)
    {
        _time = time;
        _snapshots = snapshots;
        _lookup = lookup ?? Dns.GetHostAddressesAsync;
        _random = random ?? new Random();
        _sweep = time.CreateTimer(_ => Sweep(), null, Drain / 5, Drain / 5);
    }

    /// <summary>Pools that are open, the draining ones included.</summary>
    public int Open => _pools.Count + _retired.Count;

    /// <summary>Where sockets go instead of to checked addresses: for tests, never set by config. Null = to the checked addresses.</summary>
    internal Detour? Detour { get; init; }

    /// <inheritdoc />
    public HttpMessageInvoker For(Endpoint endpoint, Credential credential)
    {
        PoolKey key = PoolKey.Of(endpoint, credential);
        return _pools.TryGetValue(key, out HttpMessageInvoker? pool) ? pool : Add(key);
    }

    /// <inheritdoc />
    public HttpMessageInvoker ForStranger(Uri url)
    {
        Endpoint endpoint = new(url, IsWritten: false, Proxy: null, Detour?.CaFile, CaHash: null);
        return new HttpMessageInvoker(UpstreamHandler.Make(endpoint, _lookup, _time, jitter: 0, Detour));
    }

    /// <summary>Tells which pools the snapshot in force names; all others drain.</summary>
    public void Retain(IEnumerable<(Endpoint Endpoint, Credential Credential)> named)
    {
        _named = [.. named.Select(pair => PoolKey.Of(pair.Endpoint, pair.Credential))];
        RetireUnnamed(_named);
    }

    /// <summary>Closes all pools.</summary>
    public void Dispose()
    {
        _sweep.Dispose();
        Retain([]);
        while (_retired.TryDequeue(out (HttpMessageInvoker Pool, long Retired) drained))
            drained.Pool.Dispose();
    }

    private HttpMessageInvoker Add(PoolKey key)
    {
        lock (_making)
        {
            if (_pools.TryGetValue(key, out HttpMessageInvoker? pool))
                return pool;
            return _pools[key] = new HttpMessageInvoker(UpstreamHandler.Make(key.Endpoint, _lookup, _time, _random.NextDouble(), Detour));
        }
    }

    // A request that holds on to an old snapshot may have made a pool again that nothing names.
    private void Sweep()
    {
        if (_snapshots is not null)
            Retain(_snapshots.Current.Providers.SelectMany(provider => provider.Ways));
        else if (_named is { } named)
            RetireUnnamed(named);
        while (_retired.TryPeek(out (HttpMessageInvoker Pool, long Retired) oldest)
            && _time.GetElapsedTime(oldest.Retired) >= Drain
            && _retired.TryDequeue(out oldest))
            oldest.Pool.Dispose();
    }

    private void RetireUnnamed(HashSet<PoolKey> named)
    {
        foreach (PoolKey key in _pools.Keys)
        {
            if (!named.Contains(key) && _pools.TryRemove(key, out HttpMessageInvoker? pool))
                _retired.Enqueue((pool, _time.GetTimestamp()));
        }
    }

    // The proxy's user is named apart: two URLs that differ in nothing else are equal.
    private readonly record struct PoolKey(Endpoint Endpoint, string CredentialId, string? ProxyUser)
    {
        public static PoolKey Of(Endpoint endpoint, Credential credential) => new(endpoint, credential.Id, endpoint.Proxy?.UserInfo);

        // Each call asks. Hardly two endpoints share a credential, and hashing their addresses costs more than comparing them.
        public override int GetHashCode() => CredentialId.GetHashCode(StringComparison.Ordinal);
    }
}

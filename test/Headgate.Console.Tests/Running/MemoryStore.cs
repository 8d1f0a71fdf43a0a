using System.Collections.Immutable;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Stores;

namespace Headgate.Console.Tests.Running;

internal sealed class MemoryStore : IConfigStore
{
    private ImmutableArray<VirtualKey> _keys = [];
    private long _version;

    public ValueTask<long> VersionAsync(CancellationToken cancellation) => new(_version);

    public ValueTask<ImmutableArray<VirtualKey>> KeysAsync(CancellationToken cancellation) => new(_keys);

    public ValueTask<bool> AddKeyAsync(VirtualKey key, CancellationToken cancellation) =>
        _keys.Any(taken => taken.Name == key.Name) ? new(false) : Change(_keys.Add(key));

    public ValueTask<bool> ReplaceDigestAsync(string id, KeyDigest digest, DateTimeOffset? priorUntil, CancellationToken cancellation) =>
        Find(id) is { } key ? Change(_keys.Replace(key, key with { Digest = digest, Prior = priorUntil is { } until ? new PriorSecret(key.Digest, until) : null })) : new(false);

    public ValueTask<bool> RevokeKeyAsync(string id, CancellationToken cancellation) =>
        Find(id) is { } key ? Change(_keys.Remove(key)) : new(false);

    private VirtualKey? Find(string id) => _keys.FirstOrDefault(key => key.Id == id);

    private ValueTask<bool> Change(ImmutableArray<VirtualKey> keys)
    {
        _keys = keys;
        _version++;
        return new(true);
    }
}

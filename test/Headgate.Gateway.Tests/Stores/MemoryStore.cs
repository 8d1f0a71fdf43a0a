using System.Collections.Immutable;
using Headgate.Gateway.Budgets;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Stores;

namespace Headgate.Gateway.Tests.Stores;

/// <summary>Issued keys in memory. It passes the suite of its port.</summary>
internal sealed class MemoryStore : IConfigStore
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _ids = [];
    private ImmutableArray<VirtualKey> _keys = [];
    private long _version;

    public ValueTask<long> VersionAsync(CancellationToken cancellation) => Locked(() => _version, cancellation);

    public ValueTask<ImmutableArray<VirtualKey>> KeysAsync(CancellationToken cancellation) => Locked(() => _keys, cancellation);

    public ValueTask<bool> AddKeyAsync(VirtualKey key, CancellationToken cancellation) => Locked(
        () => !_keys.Any(taken => taken.Name == key.Name || taken.Digest == key.Digest) && _ids.Add(key.Id) && Change(_keys.Add(Kept(key))),
        cancellation);

    public ValueTask<bool> ReplaceDigestAsync(string id, KeyDigest digest, DateTimeOffset? priorUntil, CancellationToken cancellation) => Locked(
        () => Find(id) is { } key && !_keys.Any(taken => taken != key && taken.Digest == digest) && Change(_keys.Replace(
            key, key with { Digest = digest, Prior = priorUntil is { } until ? new PriorSecret(key.Digest, until) : null })),
        cancellation);

    public ValueTask<bool> RevokeKeyAsync(string id, CancellationToken cancellation) => Locked(
        () => Find(id) is { } key && Change(_keys.Remove(key)), cancellation);

    /// <summary>Without what is its team's, which is not kept with the key.</summary>
    private static VirtualKey Kept(VirtualKey key) => key with
    {
        Budgets = [.. key.Budgets.Where(budget => budget.Scope.Kind == BudgetScopeKind.Key)],
        EndUsers = key.EndUsers?.Owner.Kind == BudgetScopeKind.Key ? key.EndUsers : null,
    };

    private VirtualKey? Find(string id) => _keys.FirstOrDefault(key => key.Id == id);

    private bool Change(ImmutableArray<VirtualKey> keys)
    {
        _keys = keys;
        _version++;
        return true;
    }

    private ValueTask<T> Locked<T>(Func<T> act, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<T>(cancellation);
        }

        lock (_gate)
        {
            return new(act());
        }
    }
}

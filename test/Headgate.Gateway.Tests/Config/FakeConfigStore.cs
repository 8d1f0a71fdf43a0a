using System.Collections.Immutable;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Stores;

namespace Headgate.Gateway.Tests.Config;

/// <summary>A store of keys in memory that counts how often it was looked at.</summary>
internal sealed class FakeConfigStore : IConfigStore
{
    private readonly Lock _gate = new();
    private readonly List<(int Looks, TaskCompletionSource Done)> _waiters = [];
    private ImmutableArray<VirtualKey> _keys = [];
    private long _version;

    public bool Fails { get; set; }

    public int Looks { get; private set; }

    public void Set(params ImmutableArray<VirtualKey> keys)
    {
        _keys = keys;
        Interlocked.Increment(ref _version);
    }

    /// <summary>Completes when a look after the given number of looks began, and the look before it thus has ended.</summary>
    public Task LookedAsync(int looks)
    {
        lock (_gate)
        {
            var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((looks, waiter));
            Release();
            return waiter.Task;
        }
    }

    public ValueTask<long> VersionAsync(CancellationToken cancellation)
    {
        lock (_gate)
        {
            Looks++;
            Release();
        }

        return Fails ? throw new IOException("away") : ValueTask.FromResult(Interlocked.Read(ref _version));
    }

    public ValueTask<ImmutableArray<VirtualKey>> KeysAsync(CancellationToken cancellation) => ValueTask.FromResult(_keys);

    public ValueTask<bool> AddKeyAsync(VirtualKey key, CancellationToken cancellation) =>
        throw new NotSupportedException("Only read here.");

    public ValueTask<bool> ReplaceDigestAsync(string id, KeyDigest digest, DateTimeOffset? priorUntil, CancellationToken cancellation) =>
        throw new NotSupportedException("Only read here.");

    public ValueTask<bool> RevokeKeyAsync(string id, CancellationToken cancellation) => throw new NotSupportedException("Only read here.");

    private void Release()
    {
        foreach ((int _, TaskCompletionSource done) in _waiters.Where(waiter => waiter.Looks <= Looks))
        {
            done.TrySetResult();
        }
    }
}

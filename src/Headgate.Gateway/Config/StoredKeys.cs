using System.Collections.Immutable;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Stores;
using Microsoft.Extensions.Logging;

namespace Headgate.Gateway.Config;

/// <summary>The keys and objects in the store as last seen. A store that cannot be read changes nothing: what is known stays.</summary>
internal sealed class StoredKeys(IConfigStore store, IConfigObjects? objects, ILogger logger)
{
    private long _version;

    public ImmutableArray<VirtualKey> Keys { get; private set; } = [];

    /// <summary>Providers and aliases, sealed; the same array as long as nothing in the store has changed.</summary>
    public ImmutableArray<ConfigObject> Objects { get; private set; } = [];

    /// <summary>Why the store could not be read last time; null when it could.</summary>
    public string? Failure { get; private set; }

    public async ValueTask LoadAsync(CancellationToken cancellation)
    {
        _version = await store.VersionAsync(cancellation).ConfigureAwait(false);
        (Keys, Objects) = await ReadAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>True when the keys, or whether they can be read, have changed.</summary>
    public async ValueTask<bool> RefreshAsync(CancellationToken cancellation)
    {
        string? before = Failure;
        try
        {
            long version = await store.VersionAsync(cancellation).ConfigureAwait(false);
            bool hasChanged = version != _version;
            if (hasChanged)
            {
                (Keys, Objects) = await ReadAsync(cancellation).ConfigureAwait(false);
                _version = version; // taken before the keys: a change in between shows in the next look
            }

            if (before is not null)
            {
                Log.StoreIsBack(logger);
            }

            Failure = null;
            return hasChanged || before is not null;
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            // The store is a port: whatever its driver throws, a store that is away must not stop the gateway.
            if (before is null)
            {
                Log.StoreFailed(logger, failure);
            }

            Failure = "the store cannot be read";
            return before is null;
        }
    }

    private async ValueTask<(ImmutableArray<VirtualKey>, ImmutableArray<ConfigObject>)> ReadAsync(CancellationToken cancellation)
    {
        ImmutableArray<VirtualKey> keys = await store.KeysAsync(cancellation).ConfigureAwait(false);
        return (keys, objects is null ? [] : await objects.ObjectsAsync(cancellation).ConfigureAwait(false));
    }
}

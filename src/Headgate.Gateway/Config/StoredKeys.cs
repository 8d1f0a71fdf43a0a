using System.Collections.Immutable;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Stores;
using Microsoft.Extensions.Logging;

namespace Headgate.Gateway.Config;

/// <summary>The keys in the store as last seen. A store that cannot be read changes nothing: the keys known stay.</summary>
internal sealed class StoredKeys(IConfigStore store, ILogger logger)
{
    private long _version;

    public ImmutableArray<VirtualKey> Keys { get; private set; } = [];

    /// <summary>Why the store could not be read last time; null when it could.</summary>
    public string? Failure { get; private set; }

    public async ValueTask LoadAsync(CancellationToken cancellation)
    {
        _version = await store.VersionAsync(cancellation).ConfigureAwait(false);
        Keys = await store.KeysAsync(cancellation).ConfigureAwait(false);
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
                Keys = await store.KeysAsync(cancellation).ConfigureAwait(false);
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
}

using System.Collections.Immutable;
using Headgate.Gateway.Identity;

namespace Headgate.Gateway.Stores;

/// <summary>
/// Objects made by API, console or command: the layer below the files. A change is durable when its task completes. Several processes may have it
/// open. Never on the request path. Thread-safe.
/// </summary>
public interface IConfigStore
{
    /// <summary>A number that changes with every change, made by this process or another. Cheap: it is polled.</summary>
    ValueTask<long> VersionAsync(CancellationToken cancellation);

    /// <summary>All keys that are not revoked.</summary>
    ValueTask<ImmutableArray<VirtualKey>> KeysAsync(CancellationToken cancellation);

    /// <summary>Adds a key; false when its name or digest is taken by a key that is not revoked, or its id by any there was.</summary>
    ValueTask<bool> AddKeyAsync(VirtualKey key, CancellationToken cancellation);

    /// <summary>Gives the key a new digest (rotation); false when there is no such key, or another one has the digest.</summary>
    /// <param name="id">The key.</param>
    /// <param name="digest">The new one.</param>
    /// <param name="priorUntil">Until when the one it has is kept as its prior one; null to forget it. An older one is forgotten.</param>
    /// <param name="cancellation">Stops waiting.</param>
    ValueTask<bool> ReplaceDigestAsync(string id, KeyDigest digest, DateTimeOffset? priorUntil, CancellationToken cancellation);

    /// <summary>Revokes a key for good; false when there is no such key.</summary>
    ValueTask<bool> RevokeKeyAsync(string id, CancellationToken cancellation);
}

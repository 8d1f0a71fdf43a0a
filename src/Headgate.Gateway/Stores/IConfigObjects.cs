using System.Collections.Immutable;

namespace Headgate.Gateway.Stores;

/// <summary>
/// Providers and aliases made by API or command: the layer below the files. A change shows in <see cref="IConfigStore.VersionAsync"/>, and is durable
/// when its task completes. Secrets are sealed before they come here. Never on the request path. Thread-safe.
/// </summary>
public interface IConfigObjects
{
    /// <summary>All of them, providers first, by name as its letters are numbered. Each with its own secrets, while it is changed too.</summary>
    ValueTask<ImmutableArray<ConfigObject>> ObjectsAsync(CancellationToken cancellation);

    /// <summary>A version that no object has or had, above all that were given before, also to other processes and before a crash.</summary>
    ValueTask<long> NextVersionAsync(CancellationToken cancellation);

    /// <summary>Adds an object, or replaces the one of its name; false, and nothing is changed, when that is not the expected one.</summary>
    /// <param name="next">The object, of a version that was just given.</param>
    /// <param name="replaces">The version that is replaced; null where none of the name is there.</param>
    /// <param name="cancellation">Stops waiting.</param>
    ValueTask<bool> PutObjectAsync(ConfigObject next, long? replaces, CancellationToken cancellation);

    /// <summary>Removes an object with its secrets; false when it is not there, or of another version.</summary>
    ValueTask<bool> RemoveObjectAsync(ConfigObjectKind kind, string name, long version, CancellationToken cancellation);

    /// <summary>Replaces the envelopes of objects that are otherwise as they were: all, or none and false when one has changed meanwhile.</summary>
    ValueTask<bool> ResealAsync(ImmutableArray<ConfigObject> objects, CancellationToken cancellation);
}

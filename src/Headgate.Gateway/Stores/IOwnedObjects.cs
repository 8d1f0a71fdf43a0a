using System.Collections.Immutable;

namespace Headgate.Gateway.Stores;

/// <summary>
/// Who owns the objects that were made at vendors: files, uploads and their parts, batches, stored responses. A change is durable when
/// its task completes, so that no client sees an id that a restart would forget. An id that another scope owns is as unknown as one that never
/// was. Thread-safe.
/// </summary>
public interface IOwnedObjects
{
    /// <summary>
    /// Adds objects, or notes how they were seen last. An id that another scope owns stays that scope's. The objects that were written
    /// before them stay in order.
    /// </summary>
    ValueTask KeepAsync(ImmutableArray<OwnedObject> objects, CancellationToken cancellation);

    /// <summary>A scope's object; null when the scope owns none of this id, or owned it and deleted it.</summary>
    ValueTask<OwnedObject?> FindAsync(string scope, string id, CancellationToken cancellation);

    /// <summary>A page of a scope's objects.</summary>
    ValueTask<ImmutableArray<OwnedObject>> ListAsync(OwnedQuery query, CancellationToken cancellation);

    /// <summary>Notes that an object is deleted.</summary>
    ValueTask DeleteAsync(string scope, string id, CancellationToken cancellation);
}

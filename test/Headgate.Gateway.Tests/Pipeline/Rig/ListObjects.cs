using System.Collections.Immutable;
using Headgate.Gateway.Stores;

namespace Headgate.Gateway.Tests.Pipeline.Rig;

/// <summary>Owned objects in memory.</summary>
internal sealed class ListObjects : IOwnedObjects
{
    private ImmutableArray<OwnedObject> _objects = [];

    /// <summary>True when nothing can be written.</summary>
    public bool IsBroken { get; set; }

    public ValueTask KeepAsync(ImmutableArray<OwnedObject> objects, CancellationToken cancellation)
    {
        if (IsBroken)
        {
            throw new IOException("The disk is full.");
        }

        _objects = _objects.AddRange(objects);
        return ValueTask.CompletedTask;
    }

    public ValueTask<OwnedObject?> FindAsync(string scope, string id, CancellationToken cancellation) =>
        ValueTask.FromResult(_objects.FirstOrDefault(owned => owned.Id == id && owned.Scope == scope));

    public ValueTask<ImmutableArray<OwnedObject>> ListAsync(OwnedQuery query, CancellationToken cancellation) =>
        ValueTask.FromResult<ImmutableArray<OwnedObject>>([.. _objects.Where(owned => owned.Scope == query.Scope && owned.Kind == query.Kind)]);

    public ValueTask DeleteAsync(string scope, string id, CancellationToken cancellation)
    {
        _objects = _objects.RemoveAll(owned => owned.Id == id && owned.Scope == scope);
        return ValueTask.CompletedTask;
    }
}

using System.Collections.Immutable;
using System.Text.Json;
using Headgate.Gateway.Stores;

namespace Headgate.Gateway.Tests.Stores;

/// <summary>Owned objects in memory. Until it is broken, it passes the suite of its port.</summary>
internal sealed class ListObjects : IOwnedObjects
{
    private readonly HashSet<string> _deleted = [];
    private ImmutableArray<OwnedObject> _objects = [];

    /// <summary>True when nothing can be written.</summary>
    public bool IsBroken { get; set; }

    /// <summary>What passing objects are forgotten by; null where none ever is.</summary>
    public TimeProvider? Time { get; init; }

    public ValueTask KeepAsync(ImmutableArray<OwnedObject> objects, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (IsBroken)
        {
            throw new IOException("The disk is full.");
        }

        lock (_deleted)
        {
            _objects = objects.Aggregate(_objects, Kept);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<OwnedObject?> FindAsync(string scope, string id, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (_deleted)
        {
            return new(_objects.FirstOrDefault(owned => owned.Id == id && owned.Scope == scope && IsThere(owned)));
        }
    }

    public ValueTask<ImmutableArray<OwnedObject>> ListAsync(OwnedQuery query, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (_deleted)
        {
            IEnumerable<OwnedObject> scopes = _objects.Where(owned => owned.Scope == query.Scope);
            scopes = query.IsAscending ? scopes : scopes.Reverse();
            if (query.After is { } after)
            {
                scopes = scopes.SkipWhile(owned => owned.Id != after).Skip(1);
            }

            return new([.. scopes.Where(owned => owned.Kind == query.Kind && owned.Body is not null && IsThere(owned) && HasPurpose(owned, query.Purpose))
                .Take(query.Limit)]);
        }
    }

    public ValueTask DeleteAsync(string scope, string id, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (_deleted)
        {
            if (_objects.Any(owned => owned.Id == id && owned.Scope == scope))
            {
                _deleted.Add(id);
            }
        }

        return ValueTask.CompletedTask;
    }

    private static ImmutableArray<OwnedObject> Kept(ImmutableArray<OwnedObject> objects, OwnedObject kept) =>
        objects.FirstOrDefault(owned => owned.Id == kept.Id) is not { } there ? objects.Add(kept)
        : there.Scope == kept.Scope ? objects.Replace(there, there with { Body = kept.Body ?? there.Body })
        : objects;

    private static bool HasPurpose(OwnedObject owned, string? purpose)
    {
        if (purpose is null)
        {
            return true;
        }

        using JsonDocument body = JsonDocument.Parse(owned.Body!);
        return body.RootElement.TryGetProperty("purpose", out JsonElement its) && its.GetString() == purpose;
    }

    private bool IsThere(OwnedObject owned) => !_deleted.Contains(owned.Id)
        && (owned.Kind is OwnedKind.File or OwnedKind.Batch || !(Time?.GetUtcNow() - owned.Created > TimeSpan.FromDays(31)));
}

using System.Collections.Immutable;
using Headgate.Gateway.Stores;

namespace Headgate.Gateway.Tests.Stores;

/// <summary>Config objects in memory. It passes the suite of its port.</summary>
internal sealed class MemoryConfigObjects : IConfigObjects
{
    private readonly Lock _gate = new();
    private long _version;

    public ImmutableArray<ConfigObject> Rows { get; set; } = [];

    /// <summary>How often something was changed.</summary>
    public long Changes { get; private set; }

    public ValueTask<ImmutableArray<ConfigObject>> ObjectsAsync(CancellationToken cancellation) => Locked<ImmutableArray<ConfigObject>>(
        () => [.. Rows.OrderBy(row => row.Kind).ThenBy(row => row.Name, StringComparer.Ordinal)], cancellation);

    public ValueTask<long> NextVersionAsync(CancellationToken cancellation) => Locked(() => ++_version, cancellation);

    public ValueTask<bool> PutObjectAsync(ConfigObject next, long? replaces, CancellationToken cancellation) => Locked(
        () =>
        {
            ConfigObject? there = Rows.FirstOrDefault(row => (row.Kind, row.Name) == (next.Kind, next.Name));
            return there?.Version == replaces && Change([.. Rows.Where(row => row != there), next]);
        },
        cancellation);

    public ValueTask<bool> RemoveObjectAsync(ConfigObjectKind kind, string name, long version, CancellationToken cancellation) => Locked(
        () => Rows.FirstOrDefault(row => (row.Kind, row.Name, row.Version) == (kind, name, version)) is { } there && Change(Rows.Remove(there)),
        cancellation);

    public ValueTask<bool> ResealAsync(ImmutableArray<ConfigObject> objects, CancellationToken cancellation) => Locked(
        () => objects.All(next => Rows.Any(row => IsSame(row, next)))
            && Change([.. Rows.Select(row => objects.FirstOrDefault(next => IsSame(row, next)) ?? row)]),
        cancellation);

    private static bool IsSame(ConfigObject row, ConfigObject next) =>
        (row.Kind, row.Name, row.Version, row.Body) == (next.Kind, next.Name, next.Version, next.Body);

    private bool Change(ImmutableArray<ConfigObject> rows)
    {
        Rows = rows;
        Changes++;
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

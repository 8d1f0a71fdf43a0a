using System.Collections.Immutable;
using Headgate.Gateway.Stores;

namespace Headgate.Console.Tests.Running;

/// <summary>Config objects in memory.</summary>
internal sealed class MemoryConfigObjects : IConfigObjects
{
    private long _version;

    public ImmutableArray<ConfigObject> Rows { get; set; } = [];

    public ValueTask<ImmutableArray<ConfigObject>> ObjectsAsync(CancellationToken cancellation) => new(Rows);

    public ValueTask<long> NextVersionAsync(CancellationToken cancellation) => new(++_version);

    public ValueTask<bool> PutObjectAsync(ConfigObject next, long? replaces, CancellationToken cancellation)
    {
        ConfigObject? there = Rows.FirstOrDefault(row => (row.Kind, row.Name) == (next.Kind, next.Name));
        if (there?.Version != replaces)
        {
            return new(false);
        }

        Rows = [.. Rows.Where(row => row != there), next];
        return new(true);
    }

    public ValueTask<bool> RemoveObjectAsync(ConfigObjectKind kind, string name, long version, CancellationToken cancellation)
    {
        int before = Rows.Length;
        Rows = [.. Rows.Where(row => (row.Kind, row.Name, row.Version) != (kind, name, version))];
        return new(Rows.Length < before);
    }

    public ValueTask<bool> ResealAsync(ImmutableArray<ConfigObject> objects, CancellationToken cancellation)
    {
        Rows = [.. Rows.Select(row => objects.FirstOrDefault(next => (next.Kind, next.Name, next.Version) == (row.Kind, row.Name, row.Version)) ?? row)];
        return new(true);
    }
}

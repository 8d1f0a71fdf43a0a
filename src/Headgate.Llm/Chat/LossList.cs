using System.Collections.Immutable;

namespace Headgate.Llm.Chat;

/// <summary>Collects what one call's translation could not carry. A path is named once. One owner.</summary>
public sealed class LossList
{
    private readonly Dictionary<string, Loss> _byPath = new(StringComparer.Ordinal);

    /// <summary>How many there are.</summary>
    public int Count => _byPath.Count;

    /// <summary>Names a loss.</summary>
    public void Add(JsonPlace place, string reason) => Add(place.ToString(), reason);

    /// <summary>Names a loss.</summary>
    public void Add(string path, string reason) => _byPath.TryAdd(path, new Loss(path, reason));

    /// <summary>Names members that only their own protocol knows.</summary>
    public void Add(ImmutableArray<Extra> extras, string reason)
    {
        foreach (Extra extra in extras)
        {
            Add(extra.Place, reason);
        }
    }

    /// <summary>Those so far, in the order they were found.</summary>
    public ImmutableArray<Loss> ToImmutable() => [.. _byPath.Values];
}

using System.Collections.Immutable;

namespace Headgate.Llm.Chat;

/// <summary>
/// Collects what one call's translation could not carry. A path is named once. Bounded: a body can be full of members that nobody carries, so
/// that from the thousandth on they are only counted. One owner.
/// </summary>
public sealed class LossList
{
    private const int MostNamed = 1000;

    private readonly Dictionary<string, Loss> _byPath = new(StringComparer.Ordinal);
    private int _unnamed;

    /// <summary>How many there are, those included that are only counted.</summary>
    public int Count => _byPath.Count + _unnamed;

    private bool IsFull => _byPath.Count == MostNamed;

    /// <summary>Names a loss.</summary>
    public void Add(JsonPlace place, string reason)
    {
        // A path is not spelled out for nothing.
        if (IsFull)
        {
            _unnamed++;
        }
        else
        {
            Add(place.ToString(), reason);
        }
    }

    /// <summary>Names a loss.</summary>
    public void Add(string path, string reason)
    {
        if (!IsFull)
        {
            _byPath.TryAdd(path, new Loss(path, reason));
        }
        else if (!_byPath.ContainsKey(path))
        {
            _unnamed++;
        }
    }

    /// <summary>Names members that only their own protocol knows.</summary>
    public void Add(ImmutableArray<Extra> extras, string reason)
    {
        foreach (Extra extra in extras)
        {
            Add(extra.Place, reason);
        }
    }

    /// <summary>Those so far, in the order they were found; behind a thousand of them one at <c>$</c> that says how many more there were.</summary>
    public ImmutableArray<Loss> ToImmutable() =>
        _unnamed == 0 ? [.. _byPath.Values] : [.. _byPath.Values, new Loss("$", $"and {_unnamed} more")];
}

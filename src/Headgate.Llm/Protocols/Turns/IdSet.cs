namespace Headgate.Llm.Protocols.Turns;

/// <summary>The ids of a turn's calls or results: mostly none or one, for which no table is made; a hostile body may hold thousands.</summary>
internal struct IdSet
{
    private string? _first;
    private HashSet<string>? _more;

    /// <summary>True when there is none.</summary>
    public readonly bool IsEmpty => _first is null;

    /// <summary>Adds an id; one that is there already stays once.</summary>
    public void Add(string id)
    {
        if (_first is null)
        {
            _first = id;
        }
        else if (_first != id)
        {
            (_more ??= new HashSet<string>(StringComparer.Ordinal)).Add(id);
        }
    }

    /// <summary>True when the id is there.</summary>
    public readonly bool Contains(string id) => _first == id || _more?.Contains(id) == true;
}

namespace Headgate.Gateway.Stores;

/// <summary>Which of a scope's objects are wanted.</summary>
/// <param name="Scope">The scope.</param>
/// <param name="Kind">The kind.</param>
/// <param name="Limit">Objects at most.</param>
public sealed record OwnedQuery(string Scope, OwnedKind Kind, int Limit)
{
    /// <summary>The id of the object before the first that is wanted; null from the start. An id the scope does not own gives nothing.</summary>
    public string? After { get; init; }

    /// <summary>Only objects with this <c>purpose</c>; null for any.</summary>
    public string? Purpose { get; init; }

    /// <summary>True for the oldest first; default the newest first.</summary>
    public bool IsAscending { get; init; }
}

namespace Headgate.Storage;

/// <summary>What opening gave: the thing itself, or the reason why there is none.</summary>
/// <typeparam name="T">What was to be opened.</typeparam>
public abstract record Opening<T>
{
    private Opening()
    {
    }

    /// <summary>It is open; whoever asked for it closes it.</summary>
    /// <param name="Value">What was opened.</param>
    public sealed record Opened(T Value) : Opening<T>;

    /// <summary>It cannot be opened: another gateway has the folder, the disk refuses, or a newer Headgate wrote the files.</summary>
    /// <param name="Reason">One sentence for the operator.</param>
    public sealed record Unavailable(string Reason) : Opening<T>;
}

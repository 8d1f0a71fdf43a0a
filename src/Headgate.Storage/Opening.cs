using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Headgate.Storage;

/// <summary>What opening gave: the thing itself, or the reason why there is none.</summary>
/// <typeparam name="T">What was to be opened.</typeparam>
public abstract record Opening<T>
{
    private Opening()
    {
    }

    /// <summary>True when there is none, and why; else the thing itself.</summary>
    public bool Failed([NotNullWhen(true)] out string? reason, [NotNullWhen(false)] out T? value)
    {
        (reason, value) = (null, default);
        switch (this)
        {
            case Opened opened:
                value = opened.Value!;
                return false;
            case Unavailable refused:
                reason = refused.Reason;
                return true;
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>It is open; whoever asked for it closes it.</summary>
    /// <param name="Value">What was opened.</param>
    public sealed record Opened(T Value) : Opening<T>;

    /// <summary>It cannot be opened: another gateway has the folder, the disk refuses, or a newer Headgate wrote the files.</summary>
    /// <param name="Reason">One sentence for the operator.</param>
    public sealed record Unavailable(string Reason) : Opening<T>;
}

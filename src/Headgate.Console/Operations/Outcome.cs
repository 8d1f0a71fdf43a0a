using System.Diagnostics.CodeAnalysis;

namespace Headgate.Console.Operations;

/// <summary>A result, or the problem that stood in its way.</summary>
/// <typeparam name="T">The result.</typeparam>
public readonly struct Outcome<T>
{
    private Outcome(T? value, Problem? problem) => (Value, Problem) = (value, problem);

    /// <summary>The result; unset when there is a problem.</summary>
    public T? Value { get; }

    /// <summary>The problem; null on success.</summary>
    public Problem? Problem { get; }

    /// <summary>True when there is a result.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Problem))]
    public bool Succeeded => Problem is null;

    /// <summary>A success.</summary>
    [SuppressMessage("Usage", "CA2225", Justification = "Made by returning one or the other; a named twin would be noise.")]
    public static implicit operator Outcome<T>(T value) => new(value, null);

    /// <summary>A failure.</summary>
    [SuppressMessage("Usage", "CA2225", Justification = "As above.")]
    public static implicit operator Outcome<T>(Problem problem) => new(default, problem);
}

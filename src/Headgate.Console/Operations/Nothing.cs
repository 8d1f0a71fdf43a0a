namespace Headgate.Console.Operations;

/// <summary>The input of an operation that asks for nothing.</summary>
public sealed record Nothing
{
    private Nothing()
    {
    }

    /// <summary>The only one.</summary>
    public static Nothing Value { get; } = new();
}

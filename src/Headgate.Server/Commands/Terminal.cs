namespace Headgate.Server.Commands;

/// <summary>What a command sees of the world it was called in.</summary>
/// <param name="Output">Standard output: results.</param>
/// <param name="Error">Standard error: everything else.</param>
/// <param name="Environment">The environment variables.</param>
internal sealed record Terminal(TextWriter Output, TextWriter Error, Func<string, string?> Environment)
{
    /// <summary>The process' own.</summary>
    public static Terminal OfProcess { get; } = new(System.Console.Out, System.Console.Error, System.Environment.GetEnvironmentVariable);

    /// <summary>A variable's value; null when it is unset or empty.</summary>
    public string? Variable(string name) => Environment(name) is { Length: > 0 } value ? value : null;
}

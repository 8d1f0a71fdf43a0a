namespace Headgate.Compare.Harness.Contenders;

/// <summary>How to start a proxy and how to reach it.</summary>
internal sealed record Launch
{
    public required IReadOnlyList<string> Command { get; init; }

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The chat completions address.</summary>
    public required Uri Url { get; init; }

    /// <summary>Headers that every request needs besides the credential.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public static Uri ChatAt(int port) => new($"http://127.0.0.1:{port}/v1/chat/completions");
}

namespace Headgate.Compare.Load;

/// <summary>What to send, as the harness writes it to a file.</summary>
public sealed record LoadJob
{
    /// <summary>Which of the five loads to run.</summary>
    public required LoadKind Kind { get; init; }

    /// <summary>The chat completions address under load.</summary>
    public required Uri Url { get; init; }

    /// <summary>The same address at the upstream itself, for <see cref="LoadKind.FirstToken"/> and <see cref="LoadKind.Added"/>.</summary>
    public Uri? DirectUrl { get; init; }

    /// <summary>Request headers, the credential included.</summary>
    public required Dictionary<string, string> Headers { get; init; }

    /// <summary>Headers of the requests that must be refused; null when nothing checks keys.</summary>
    public Dictionary<string, string>? WrongHeaders { get; init; }

    /// <summary>One request in this many carries <see cref="WrongHeaders"/>.</summary>
    public int WrongEvery { get; init; } = 500;

    /// <summary>The file that holds the request body.</summary>
    public required string BodyFile { get; init; }

    /// <summary>Connections in parallel; for <see cref="LoadKind.Rate"/> the most there may be.</summary>
    public int Concurrency { get; init; } = 1;

    /// <summary>How long new requests start. Requests under way then are finished and counted.</summary>
    public double Seconds { get; init; }

    /// <summary>Requests per second, for <see cref="LoadKind.Rate"/>.</summary>
    public int Rate { get; init; }

    /// <summary>Requests to each side, for <see cref="LoadKind.FirstToken"/> and <see cref="LoadKind.Added"/>.</summary>
    public int Samples { get; init; }

    /// <summary>Content chunks that each stream must have.</summary>
    public int Chunks { get; init; }
}

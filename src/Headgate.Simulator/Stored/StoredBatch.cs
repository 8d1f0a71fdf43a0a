namespace Headgate.Simulator.Stored;

/// <summary>A batch; it is done once it has an output.</summary>
internal sealed record StoredBatch(string Id, string InputFile, string Endpoint, DateTimeOffset Created)
{
    public string? OutputFile { get; init; }

    public bool IsCancelled { get; init; }
}

using System.Collections.Concurrent;

namespace Headgate.Simulator.Stored;

/// <summary>An upload in parts; it takes them as long as it is pending.</summary>
internal sealed record StoredUpload(string Id, string Name, string Purpose, long Bytes, DateTimeOffset Created)
{
    public const string Pending = "pending";

    public string Status { get; init; } = Pending;

    /// <summary>The parts, by id; they are the same when the status changes.</summary>
    public ConcurrentDictionary<string, byte[]> Parts { get; } = new(StringComparer.Ordinal);

    /// <summary>What the parts have become; null before that.</summary>
    public StoredFile? File { get; init; }
}

using System.Collections.Concurrent;

namespace Headgate.Simulator.Stored;

/// <summary>What callers have stored, in memory. It knows no owners: to whoever has the vendor's key it is all one account.</summary>
internal sealed class Shelf
{
    public ConcurrentDictionary<string, StoredFile> Files { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, StoredUpload> Uploads { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, StoredBatch> Batches { get; } = new(StringComparer.Ordinal);

    /// <summary>Stored responses, id to JSON.</summary>
    public ConcurrentDictionary<string, string> Responses { get; } = new(StringComparer.Ordinal);
}

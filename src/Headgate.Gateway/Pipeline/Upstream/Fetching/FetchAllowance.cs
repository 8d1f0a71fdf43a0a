namespace Headgate.Gateway.Pipeline.Upstream.Fetching;

/// <summary>How much the URLs of one request may bring, all together. Thread-safe.</summary>
/// <param name="bytes">Bytes at most.</param>
internal sealed class FetchAllowance(long bytes)
{
    private long _left = bytes;

    /// <summary>Takes bytes; false when there are not so many left.</summary>
    public bool TryTake(int count) => Interlocked.Add(ref _left, -count) >= 0;
}

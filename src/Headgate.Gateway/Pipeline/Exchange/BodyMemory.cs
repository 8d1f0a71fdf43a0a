using Headgate.Gateway.Config;

namespace Headgate.Gateway.Pipeline.Exchange;

/// <summary>Bounds the memory that all request bodies take together (<c>server.max_buffered</c>).</summary>
internal sealed class BodyMemory(ISnapshotSource snapshots)
{
    private long _taken;

    /// <summary>Bytes in use.</summary>
    public long Taken => Volatile.Read(ref _taken);

    /// <summary>Takes bytes; false when the bound would be passed.</summary>
    public bool TryTake(int bytes)
    {
        if (Interlocked.Add(ref _taken, bytes) <= snapshots.Current.Server.MaxBufferedBytes)
        {
            return true;
        }

        Give(bytes);
        return false;
    }

    /// <summary>Takes bytes for a request that was let in already, beyond the bound if need be.</summary>
    public void Take(int bytes) => Interlocked.Add(ref _taken, bytes);

    /// <summary>Gives bytes back.</summary>
    public void Give(int bytes) => Interlocked.Add(ref _taken, -bytes);
}

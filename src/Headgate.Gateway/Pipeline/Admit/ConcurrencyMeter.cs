namespace Headgate.Gateway.Pipeline.Admit;

/// <summary>Counts open requests against a limit, without a lock.</summary>
internal sealed class ConcurrencyMeter
{
    private int _open;

    public int Open => Volatile.Read(ref _open);

    /// <summary>Takes a place; false when all are taken.</summary>
    public bool TryEnter(int limit)
    {
        if (Interlocked.Increment(ref _open) <= limit)
        {
            return true;
        }

        Leave();
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _open);
}

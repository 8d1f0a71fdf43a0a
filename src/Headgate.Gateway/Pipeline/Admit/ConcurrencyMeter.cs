namespace Headgate.Gateway.Pipeline.Admit;

/// <summary>Counts open requests against a limit, without a lock.</summary>
internal sealed class ConcurrencyMeter
{
    private int _open;

    public ConcurrencyMeter() => Leave = () => Interlocked.Decrement(ref _open);

    public int Open => Volatile.Read(ref _open);

    /// <summary>Gives a place back. Made once, so that a reservation can hold it without an allocation.</summary>
    public Action Leave { get; }

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
}

namespace Headgate.Gateway.Pipeline.Admit;

/// <summary>Counts open requests against a limit, without a lock.</summary>
internal sealed class ConcurrencyMeter
{
    private int _open;

    public ConcurrencyMeter() => Leave = () => Interlocked.Decrement(ref _open);

    /// <summary>Gives a place back. Made once, so that a reservation can hold it without an allocation.</summary>
    public Action Leave { get; }

    /// <summary>Takes a place; false when all are taken.</summary>
    public bool TryEnter(int limit)
    {
        int open = Volatile.Read(ref _open);
        while (open < limit)
        {
            // Compared and swapped, not raised and lowered: a refused caller must not take the place of one that fits.
            int seen = Interlocked.CompareExchange(ref _open, open + 1, open);
            if (seen == open)
            {
                return true;
            }

            open = seen;
        }

        return false;
    }
}

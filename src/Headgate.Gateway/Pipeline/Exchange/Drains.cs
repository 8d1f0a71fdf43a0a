namespace Headgate.Gateway.Pipeline.Exchange;

/// <summary>Calls that are read to their end though their clients have left, over the whole process: how many there are, and their common end.</summary>
internal sealed class Drains : IDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private int _count;

    /// <summary>How many there are now.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Cancelled when none may go on.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>Takes a place among so many; false when there is none left.</summary>
    public bool TryEnter(int most)
    {
        if (Interlocked.Increment(ref _count) <= most && !_ended.IsCancellationRequested)
        {
            return true;
        }

        Leave();
        return false;
    }

    /// <summary>Gives a place back.</summary>
    public void Leave() => Interlocked.Decrement(ref _count);

    /// <summary>Ends those under way, and lets none begin.</summary>
    public void End() => _ended.Cancel();

    /// <inheritdoc />
    public void Dispose() => _ended.Dispose();
}

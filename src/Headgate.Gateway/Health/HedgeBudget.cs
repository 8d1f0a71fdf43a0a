namespace Headgate.Gateway.Health;

/// <summary>
/// How many second calls a model may make: each request saves a share of one, up to ten, and the first is free. Where all targets are slow,
/// load then grows by that share and no more. Thread-safe, without locks.
/// </summary>
internal sealed class HedgeBudget
{
    private const int One = 100;
    private const int Most = 10 * One;

    private int _saved = One; // in hundredths

    /// <summary>True when there is none left for now.</summary>
    public bool IsSpent => Volatile.Read(ref _saved) < One;

    /// <summary>A request came.</summary>
    /// <param name="percent">Its share of a second call, in hundredths.</param>
    public void Requested(int percent) => Save(percent);

    /// <summary>One that was taken was not made.</summary>
    public void GiveBack() => Save(One);

    /// <summary>Takes one, when there is one left.</summary>
    public bool TryTake()
    {
        int saved = Volatile.Read(ref _saved);
        while (saved >= One)
        {
            int seen = Interlocked.CompareExchange(ref _saved, saved - One, saved);
            if (seen == saved)
            {
                return true;
            }

            saved = seen;
        }

        return false;
    }

    private void Save(int hundredths)
    {
        int saved = Volatile.Read(ref _saved);
        while (saved < Most && Interlocked.CompareExchange(ref _saved, Math.Min(Most, saved + hundredths), saved) is var seen && seen != saved)
        {
            saved = seen;
        }
    }
}

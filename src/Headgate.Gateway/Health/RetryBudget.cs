namespace Headgate.Gateway.Health;

/// <summary>
/// How many calls a model may repeat: one in five of the requests of the last ten seconds, and ten more, so that a quiet model may repeat too.
/// Where all fails, repeats then add a fifth to the load, not a multiple. A call to another target is no repeat: that moves load, and does not
/// add to it where it fails. Thread-safe, without locks.
/// </summary>
internal sealed class RetryBudget
{
    /// <summary>Repeats that are free, in ten seconds.</summary>
    public const long Floor = 10;

    /// <summary>Requests that pay for one repeat.</summary>
    public const long RequestsPerRepeat = 5;

    private readonly RollingCounts _counts = new(); // first: requests; second: repeats

    /// <summary>A request came.</summary>
    public void Requested(long now) => _counts.AddFirst(now);

    /// <summary>Asks for a repeat, and takes it when there is one left.</summary>
    public bool TryRepeat(long now)
    {
        _counts.AddSecond(now); // first, so that of many that ask at once none passes unseen
        if (_counts.Sum(now) is var (requests, repeats) && repeats <= Floor + (requests / RequestsPerRepeat))
        {
            return true;
        }

        _counts.TakeBackSecond(now);
        return false;
    }
}

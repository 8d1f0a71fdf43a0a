namespace Headgate.Storage.Requests;

/// <summary>Lets something through at most once per interval: a report of what happens thousands of times.</summary>
internal sealed class Pace(TimeProvider time, TimeSpan interval)
{
    private long? _last;

    /// <summary>True when the interval has passed since the last time it was.</summary>
    public bool IsDue()
    {
        if (_last is { } last && time.GetElapsedTime(last) < interval)
            return false;
        _last = time.GetTimestamp();
        return true;
    }
}

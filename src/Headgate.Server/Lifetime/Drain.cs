namespace Headgate.Server.Lifetime;

/// <summary>The polite end: first the load balancer is told, then new calls are refused, then open ones may finish.</summary>
internal sealed class Drain(Readiness readiness, Action refuseNewCalls, Func<int> openCalls, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    /// <summary>Returns when no call is open, or when patience has run out: how many calls are still open.</summary>
    public async Task<int> RunAsync(TimeSpan patience)
    {
        readiness.Drain();
        refuseNewCalls();
        long start = time.GetTimestamp();
        while (openCalls() > 0 && time.GetElapsedTime(start) < patience)
        {
            await Task.Delay(Interval, time);
        }

        return openCalls();
    }
}

namespace Headgate.Server.Lifetime;

/// <summary>The polite end: first the load balancer is told, then new calls are refused, then open ones may finish.</summary>
internal sealed class Drain(GatewayState state, Action refuseNewCalls, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    /// <summary>Returns when no call is open, or when patience has run out: how many calls are still open.</summary>
    public async Task<int> RunAsync(TimeSpan patience)
    {
        state.Drain();
        refuseNewCalls();
        return await WaitAsync(patience);
    }

    /// <summary>Waits for open calls alone: how many are left.</summary>
    public async Task<int> WaitAsync(TimeSpan patience)
    {
        long start = time.GetTimestamp();
        while (state.OpenRequests > 0 && time.GetElapsedTime(start) < patience)
        {
            await Task.Delay(Interval, time);
        }

        return state.OpenRequests;
    }
}

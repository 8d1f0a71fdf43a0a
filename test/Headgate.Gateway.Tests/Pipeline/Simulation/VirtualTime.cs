using Headgate.Gateway.Tests.Pipeline.Rig;

namespace Headgate.Gateway.Tests.Pipeline.Simulation;

/// <summary>
/// A clock that leaps from timer to timer. What a timer sets off runs at once, on the thread that runs the clock: a world that uses no other
/// thread is the same each time.
/// </summary>
/// <param name="start">When it begins.</param>
internal sealed class VirtualTime(DateTimeOffset start) : TimeProvider, IDisposable
{
    public VirtualTime()
        : this(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero))
    {
    }

    private readonly PriorityQueue<(VirtualTimer Timer, long Version), (long Due, long Order)> _timers = new();
    private readonly VirtualThread _thread = new();
    private long _now;
    private long _order;

    public TimeSpan Now => TimeSpan.FromTicks(_now);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _now;

    public override DateTimeOffset GetUtcNow() => start.AddTicks(_now);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Waits, unlike <see cref="Task.Delay(TimeSpan)"/> also going on at once, on the same thread, when it is cancelled.</summary>
    public async Task WaitAsync(TimeSpan span, CancellationToken cancellation)
    {
        var passed = new TaskCompletionSource();
        await using ITimer timer = CreateTimer(_ => passed.TrySetResult(), null, span, Timeout.InfiniteTimeSpan);
        await using CancellationTokenRegistration left = cancellation.Register(() => passed.TrySetCanceled(cancellation));
        await passed.Task;
    }

    /// <summary>Does something at a time.</summary>
    public void At(TimeSpan time, Action action) => CreateTimer(_ => action(), null, time - Now, Timeout.InfiniteTimeSpan);

    /// <summary>Lets time pass to a moment, and all happen that happens until then.</summary>
    public void RunTo(TimeSpan end)
    {
        while (_timers.TryPeek(out (VirtualTimer Timer, long Version) next, out (long Due, long) at) && at.Due <= end.Ticks)
        {
            _timers.Dequeue();
            _now = Math.Max(_now, at.Due);
            _thread.Run(() => next.Timer.Fire(next.Version));
        }

        _now = end.Ticks;
    }

    /// <summary>Lets time stand still until a task is over that only waits for what other threads do.</summary>
    public bool Finish(Task task) => _thread.Finish(task, Patience.Limit);

    public void Dispose() => _thread.Dispose();

    private sealed class VirtualTimer(VirtualTime time, Action fire) : ITimer
    {
        private long _version;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _version++;
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                time._timers.Enqueue((this, _version), (time._now + dueTime.Ticks, time._order++));
            }

            return true;
        }

        public void Fire(long version)
        {
            if (version == _version)
            {
                fire();
            }
        }

        public void Dispose() => _version++;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

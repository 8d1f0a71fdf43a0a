using Microsoft.Extensions.Time.Testing;

namespace Headgate.Gateway.Tests.Pipeline.Rig;

/// <summary>
/// A clock that stands still until it is told, for tests with many threads: timers of <see cref="FakeTimeProvider"/> lose their callback where one thread
/// sets them while another disposes of them.
/// </summary>
internal sealed class ThreadedTime(DateTimeOffset start) : TimeProvider
{
    private readonly FakeTimeProvider _time = new(start);

    public override long TimestampFrequency => _time.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => _time.LocalTimeZone;

    public void Advance(TimeSpan passed) => _time.Advance(passed);

    public override DateTimeOffset GetUtcNow() => _time.GetUtcNow();

    public override long GetTimestamp() => _time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Timer(_time.CreateTimer(callback, state, dueTime, period));

    private sealed class Timer(ITimer timer) : ITimer
    {
        private readonly Lock _gate = new();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (_gate)
            {
                return timer.Change(dueTime, period);
            }
        }

        public void Dispose()
        {
            lock (_gate)
            {
                timer.Dispose();
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}

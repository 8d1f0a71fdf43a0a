using Headgate.Gateway.Config;

namespace Headgate.Gateway.Pipeline.Upstream;

/// <summary>
/// Watches one upstream call: the first token, the vendor's silence, the request's end. One timer that is set to the nearest deadline
/// and looks again when it fires: a byte that arrives costs a store, not a timer.
/// </summary>
internal sealed class AttemptClock : IDisposable
{
    private const long Never = long.MaxValue;

    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _source;
    private readonly ITimer _timer;
    private readonly long _idle;
    private readonly long _endsAt;
    private long _firstTokenAt;
    private long _lastByteAt;
    private int _expired;

    /// <param name="time">The clock.</param>
    /// <param name="timeouts">The alias' limits.</param>
    /// <param name="endsAt">The timestamp at which the whole request ends.</param>
    /// <param name="isStream">A stream may be silent only for <c>idle</c> from the start; another reply only once it has begun.</param>
    /// <param name="departed">The client's leaving.</param>
    /// <param name="outrun">Cancelled when the call is no longer needed.</param>
    public AttemptClock(
        TimeProvider time, TimeoutOptions timeouts, long endsAt, bool isStream, CancellationToken departed, CancellationToken outrun = default)
    {
        _time = time;
        _source = CancellationTokenSource.CreateLinkedTokenSource(departed, outrun);
        _idle = Timestamps(timeouts.Idle);
        _endsAt = endsAt;
        long now = time.GetTimestamp();
        _firstTokenAt = timeouts.FirstToken is { } firstToken ? now + Timestamps(firstToken) : Never;
        _lastByteAt = isStream ? now : Never;
        _timer = time.CreateTimer(static clock => ((AttemptClock)clock!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(Until(Nearest(now), now), Timeout.InfiniteTimeSpan); // not before it is known here: it may fire at once, and sets itself anew
    }

    /// <summary>Cancelled when a deadline passes or the client leaves.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Which deadline passed.</summary>
    public Deadline Expired => (Deadline)Volatile.Read(ref _expired);

    /// <summary>A byte came from the vendor.</summary>
    public void Touch() => Volatile.Write(ref _lastByteAt, _time.GetTimestamp());

    /// <summary>Silence is now ours, not the vendor's: the client is slow to take what came.</summary>
    public void Suspend() => Volatile.Write(ref _lastByteAt, Never);

    /// <summary>The first content is here.</summary>
    public void FirstContent() => Volatile.Write(ref _firstTokenAt, Never);

    /// <inheritdoc />
    public void Dispose()
    {
        _timer.Dispose();
        _source.Dispose();
    }

    private void Look()
    {
        long now = _time.GetTimestamp();
        Deadline passed = now >= _endsAt ? Deadline.Total
            : now >= Volatile.Read(ref _firstTokenAt) ? Deadline.FirstToken
            : now >= IdleAt(now) ? Deadline.Idle
            : Deadline.None;

        try
        {
            if (passed == Deadline.None)
            {
                _timer.Change(Until(Nearest(now), now), Timeout.InfiniteTimeSpan);
            }
            else
            {
                Volatile.Write(ref _expired, (int)passed);
                _source.Cancel();
            }
        }
        catch (ObjectDisposedException)
        {
            // The call ended while the timer was firing: there is nothing left to watch.
        }
    }

    private long Nearest(long now) => Math.Min(_endsAt, Math.Min(Volatile.Read(ref _firstTokenAt), IdleAt(now)));

    private long IdleAt(long now)
    {
        long last = Volatile.Read(ref _lastByteAt);
        // While suspended (or not begun) look again after a whole idle time at the latest.
        return last == Never ? now + _idle : last + _idle;
    }

    private TimeSpan Until(long timestamp, long now) =>
        TimeSpan.FromMilliseconds(Math.Clamp(Math.Ceiling((timestamp - now) * 1000.0 / _time.TimestampFrequency), 1, uint.MaxValue - 2));

    private long Timestamps(TimeSpan span) => (long)(span.TotalSeconds * _time.TimestampFrequency);
}

namespace Headgate.Gateway.Health;

/// <summary>
/// Keeps calls from what is sick. Opens when at least half of at least ten calls of the last ten seconds failed; after a pause lets one call
/// through to probe: its success closes the breaker, its failure makes the next pause twice as long. Times are milliseconds of
/// <see cref="HealthBook.Now"/>. Thread-safe, without locks.
/// </summary>
internal sealed class CircuitBreaker
{
    private const int MinimumVolume = 10;
    private const long FirstPauseMs = 5_000;
    private const long LongestPauseMs = 60_000;

    /// <summary>A probe that has no answer after this no longer keeps others from probing: nor need a vendor that hangs be asked more often.</summary>
    private const long ProbeMs = LongestPauseMs;

    private const int StepBits = 8;
    private const int MostSteps = 8;

    private readonly RollingCounts _calls = new(); // first: all calls that ended; second: those that failed

    // 0 = closed; else until when nothing may pass, and how often in a row it opened. A probe under way moves the time.
    private long _state;

    /// <summary>True while calls pass freely.</summary>
    public bool IsClosed => Volatile.Read(ref _state) == 0;

    /// <summary>Until when nothing passes; null when a call may pass now, as a probe or freely.</summary>
    public long? BlockedUntil(long now) => Volatile.Read(ref _state) >> StepBits is var until && until > now ? until : null;

    /// <summary>Asks to pass. Of many that ask when the pause is over, one passes, as the probe.</summary>
    /// <param name="now">The time.</param>
    /// <param name="probe">The probe's name, to be given back with how it went; 0 for a call that passes freely.</param>
    public bool TryEnter(long now, out long probe)
    {
        long state = Volatile.Read(ref _state);
        probe = state == 0 ? 0 : Pack(now + ProbeMs, Step(state));
        return probe == 0 || (state >> StepBits <= now && Interlocked.CompareExchange(ref _state, probe, state) == state);
    }

    /// <summary>A call gave what was asked for, or a refusal that only a healthy vendor gives.</summary>
    /// <returns>True when this closed it.</returns>
    public bool Succeeded(long now, long probe)
    {
        bool closed = probe != 0 && Interlocked.Exchange(ref _state, 0) != 0;
        if (closed)
        {
            _calls.Clear(); // what was before the recovery says nothing about after it
        }

        _calls.AddFirst(now);
        return closed;
    }

    /// <summary>A call failed in a way that speaks of sickness.</summary>
    /// <param name="now">The time.</param>
    /// <param name="probe">As <see cref="TryEnter"/> gave it.</param>
    /// <param name="wasAnswered">True for a stream that broke off: the call was counted when its first content came.</param>
    /// <returns>True when this opened it: of many at once one, and none that only makes the pause longer.</returns>
    public bool Failed(long now, long probe, bool wasAnswered = false)
    {
        if (!wasAnswered)
        {
            _calls.AddFirst(now);
        }

        _calls.AddSecond(now);
        long state = Volatile.Read(ref _state);
        if (probe != 0 && state != 0)
        {
            // A probe that was given up as lost says no more than what all know: whoever probes now decides.
            if (state == probe)
            {
                Open(state, Math.Min(Step(state) + 1, MostSteps), now);
            }

            return false;
        }

        // The answer of a probe has closed it, on the word of its beginning. What it was worth shows now.
        return state == 0 && (probe != 0 || (_calls.Sum(now) is var (all, failed) && IsSick(all, failed))) && Open(state, 0, now);
    }

    // Streams may break off that were answered before the window began: they are calls of it all the same.
    private static bool IsSick(long answered, long failed) => Math.Max(answered, failed) is var all && all >= MinimumVolume && failed * 2 >= all;

    /// <summary>A probe ended without saying anything about the vendor's health: the next call may probe.</summary>
    public void Released(long now, long probe)
    {
        if (probe != 0)
        {
            Interlocked.CompareExchange(ref _state, Pack(now, Step(probe)), probe);
        }
    }

    private bool Open(long state, long step, long now) =>
        Interlocked.CompareExchange(ref _state, Pack(now + Math.Min(FirstPauseMs << (int)step, LongestPauseMs), step), state) == state;

    private static long Step(long state) => state & ((1 << StepBits) - 1);

    /// <summary>Never 0, which means closed.</summary>
    private static long Pack(long until, long step) => (Math.Max(until, 1) << StepBits) | step;
}

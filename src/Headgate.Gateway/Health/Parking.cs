namespace Headgate.Gateway.Health;

/// <summary>
/// Until when something is not to be called, and why. Times are milliseconds of <see cref="HealthBook.Now"/>. Thread-safe, without locks: time,
/// reason and step lie in one word, so that no reader sees half a change.
/// </summary>
internal sealed class Parking
{
    /// <summary>No vendor's word parks for longer.</summary>
    private const long LongestMs = 24 * 3600 * 1000L;

    private const int ReasonBits = 4;
    private const int StepBits = 8;
    private const int MostSteps = 20;

    private long _state;

    /// <summary>True until the time has come.</summary>
    public bool IsParked(long now) => Until(Volatile.Read(ref _state)) > now;

    /// <summary>Until when, and why; null when it may be called.</summary>
    public (long Until, ParkReason Reason)? At(long now) =>
        Volatile.Read(ref _state) is var state && Until(state) > now ? (Until(state), (ParkReason)(state & ((1 << ReasonBits) - 1))) : null;

    /// <summary>
    /// Parks until the vendor said, or for a pause that doubles with each time that a call after the last one failed too. A time that was set
    /// before is never shortened.
    /// </summary>
    /// <param name="reason">Why.</param>
    /// <param name="said">What the vendor said; null when it was silent. No time at all, or one that is past, says nothing: its clock may be behind.</param>
    /// <param name="now">The time.</param>
    /// <returns>Until when, and whether it was not parked before.</returns>
    public (long Until, bool IsNew) Park(ParkReason reason, TimeSpan? said, long now)
    {
        while (true)
        {
            long state = Volatile.Read(ref _state);
            bool isNew = Until(state) <= now;
            long step = Step(state);
            long pause = said is { Ticks: > 0 } wanted ? (long)Math.Ceiling(Math.Min(wanted.TotalMilliseconds, LongestMs))
                : isNew ? Pause(reason, step)
                : 0; // calls that were under way together fail together: that is one failure, not many
            long until = Math.Max(now + pause, Until(state));
            long next = Pack(until, isNew && said is not { Ticks: > 0 } ? Math.Min(step + 1, MostSteps) : step, reason);
            if (Interlocked.CompareExchange(ref _state, next, state) == state)
            {
                return (until, isNew);
            }
        }
    }

    /// <summary>A call succeeded: the next pause is a short one again. What is parked stays so until its time.</summary>
    public void Succeeded(long now)
    {
        long state = Volatile.Read(ref _state);
        if (state != 0 && Until(state) <= now)
        {
            Interlocked.CompareExchange(ref _state, 0, state);
        }
    }

    /// <summary>1 s doubling to a minute for what passes by itself; half a minute doubling to 10 for what somebody has to mend.</summary>
    private static long Pause(ParkReason reason, long step) => reason == ParkReason.Refused
        ? Math.Min(30_000L << (int)step, 600_000)
        : Math.Min(1_000L << (int)step, 60_000);

    private static long Until(long state) => state >> (ReasonBits + StepBits);

    private static long Step(long state) => (state >> ReasonBits) & ((1 << StepBits) - 1);

    private static long Pack(long until, long step, ParkReason reason) => (until << (ReasonBits + StepBits)) | (step << ReasonBits) | (long)reason;
}

using Headgate.Gateway.Pipeline.Exchange;

namespace Headgate.Gateway.Pipeline.Admit;

/// <summary>
/// Requests or tokens per minute by the generic cell rate algorithm: one number holds the whole state, a full minute's worth may come at once,
/// and then one every 60 s ÷ limit. No window, so no burst at its edges.
/// </summary>
internal sealed class CellRate
{
    private long _arrival; // the theoretical arrival time of the next, in timestamps

    /// <summary>Takes one at a moment, or says when one may be taken.</summary>
    public RateState Take(int perMinute, long now, long frequency) => Take(perMinute, 1, now, frequency);

    /// <summary>Takes as many at a moment, or says when they may be taken. More than a minute's worth waits for a whole minute to be free.</summary>
    public RateState Take(int perMinute, long count, long now, long frequency)
    {
        long interval = Interval(perMinute, frequency);
        long minute = interval * perMinute;
        long needed = interval * Math.Min(count, perMinute);
        long seen = Volatile.Read(ref _arrival);
        while (true)
        {
            long arrival = Math.Max(seen, now);
            long ahead = arrival - now;
            if (ahead + needed > minute)
            {
                return new RateState(false, perMinute, Left(minute - ahead, interval), Span(ahead, frequency), Span(ahead + needed - minute, frequency));
            }

            long taken = arrival + (interval * count);
            long swapped = Interlocked.CompareExchange(ref _arrival, taken, seen);
            if (swapped == seen)
            {
                ahead = taken - now;
                return new RateState(true, perMinute, Left(minute - ahead, interval), Span(ahead, frequency), TimeSpan.Zero);
            }

            seen = swapped;
        }
    }

    /// <summary>Gives back what was taken and not used, or takes afterwards what was used beyond it: later ones wait the longer.</summary>
    public void Correct(int perMinute, long more, long frequency) => Interlocked.Add(ref _arrival, Interval(perMinute, frequency) * more);

    private static long Interval(int perMinute, long frequency) => Math.Max(1, 60 * frequency / perMinute);

    private static int Left(long free, long interval) => (int)Math.Max(0, free / interval);

    private static TimeSpan Span(long timestamps, long frequency) => TimeSpan.FromSeconds((double)timestamps / frequency);
}

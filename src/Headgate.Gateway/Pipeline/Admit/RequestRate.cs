using Headgate.Gateway.Pipeline.Exchange;

namespace Headgate.Gateway.Pipeline.Admit;

/// <summary>
/// Requests per minute by the generic cell rate algorithm: one number holds the whole state, a full minute's worth may come at once,
/// and then one every 60 s ÷ limit. No window, so no burst at its edges.
/// </summary>
internal sealed class RequestRate
{
    private long _arrival; // the theoretical arrival time of the next request, in timestamps

    /// <summary>Takes a request at a moment, or says when one may be taken.</summary>
    public RateState Take(int perMinute, long now, long frequency)
    {
        long interval = Math.Max(1, 60 * frequency / perMinute);
        long burst = interval * (perMinute - 1L);
        long seen = Volatile.Read(ref _arrival);
        while (true)
        {
            long arrival = Math.Max(seen, now);
            if (arrival - now > burst)
            {
                return new RateState(false, perMinute, 0, Span(arrival - now, frequency), Span(arrival - now - burst, frequency));
            }

            long swapped = Interlocked.CompareExchange(ref _arrival, arrival + interval, seen);
            if (swapped == seen)
            {
                long ahead = arrival - now + interval;
                return new RateState(true, perMinute, (int)((burst + interval - ahead) / interval), Span(ahead, frequency), TimeSpan.Zero);
            }

            seen = swapped;
        }
    }

    private static TimeSpan Span(long timestamps, long frequency) => TimeSpan.FromSeconds((double)timestamps / frequency);
}

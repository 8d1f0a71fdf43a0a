namespace Headgate.Gateway.Health;

/// <summary>
/// A mean that believes bad news at once and good news with time: a sample above it is taken as it is, one below moves it by how long ago the
/// last one was. Times are milliseconds of <see cref="HealthBook.Now"/>. Thread-safe, without locks: value and time lie in one word.
/// </summary>
internal sealed class PeakEwma
{
    /// <summary>After this long without a sample, one counts for 63 %.</summary>
    private const double DecayMs = 2_000;

    /// <summary>What was not measured for this long says little about now: it has to be measured again.</summary>
    private const uint StaleMs = 5_000;

    private ulong _state; // the value as a single in the upper half, the time in the lower; 0 = nothing known
    private long _triedAt = -StaleMs;

    /// <summary>The mean; null before the first sample.</summary>
    public double? Value => Volatile.Read(ref _state) is var state && state == 0 ? null : Number(state);

    /// <summary>A call that will be a sample has begun.</summary>
    public void Trying(long now) => Volatile.Write(ref _triedAt, now);

    /// <summary>True when neither a sample nor a call that will be one is recent.</summary>
    public bool IsStale(long now) =>
        now - Volatile.Read(ref _triedAt) >= StaleMs && Volatile.Read(ref _state) is var state && (state == 0 || Since(state, now) >= StaleMs);

    /// <summary>Takes a sample, at least 0.</summary>
    public void Add(double sample, long now)
    {
        ulong state = Volatile.Read(ref _state);
        while (true)
        {
            double mean = state == 0 ? sample : Number(state);
            double kept = sample >= mean ? 0 : Math.Exp(-Since(state, now) / DecayMs);
            ulong next = Pack((mean * kept) + (sample * (1 - kept)), now);
            ulong found = Interlocked.CompareExchange(ref _state, next, state);
            if (found == state)
            {
                return;
            }

            state = found;
        }
    }

    // Right across the turn of 49 days. Another thread's sample may be a moment younger than this one's: that is no time ago, and not 49 days.
    private static uint Since(ulong state, long now) => unchecked((uint)now - (uint)state) is var since && since > uint.MaxValue - 60_000 ? 0 : since;

    private static double Number(ulong state) => BitConverter.UInt32BitsToSingle((uint)(state >> 32));

    /// <summary>Never 0, which means nothing known.</summary>
    private static ulong Pack(double value, long now) =>
        ((ulong)BitConverter.SingleToUInt32Bits((float)Math.Max(value, 1e-9)) << 32) | (uint)now;
}

namespace Headgate.Gateway.Health;

/// <summary>
/// Counts two kinds of things over the last ten seconds, by seconds of <see cref="HealthBook.Now"/>. Thread-safe, without locks: a second's
/// number and both counts lie in one word.
/// </summary>
internal sealed class RollingCounts
{
    private const int Buckets = 10;
    private const int BucketMs = 1000;
    private const int CountBits = 20;
    private const ulong CountMask = (1UL << CountBits) - 1;
    private const ulong OneFirst = 1UL << CountBits;
    private const ulong SecondMask = (1UL << (64 - (2 * CountBits))) - 1;

    private readonly ulong[] _buckets = new ulong[Buckets];

    /// <summary>Counts one of the first kind.</summary>
    public void AddFirst(long now) => Add(now, OneFirst);

    /// <summary>Counts one of the second kind.</summary>
    public void AddSecond(long now) => Add(now, 1);

    /// <summary>Takes one of the second kind back that was counted at this time.</summary>
    public void TakeBackSecond(long now)
    {
        ref ulong bucket = ref BucketOf(now);
        ulong counts = Volatile.Read(ref bucket);
        while (counts >> (2 * CountBits) == SecondOf(now) && (counts & CountMask) > 0)
        {
            ulong found = Interlocked.CompareExchange(ref bucket, counts - 1, counts);
            if (found == counts)
            {
                return;
            }

            counts = found;
        }
    }

    /// <summary>What the window holds.</summary>
    public (long First, long Second) Sum(long now)
    {
        ulong second = SecondOf(now);
        ulong firsts = 0;
        ulong seconds = 0;
        foreach (ref ulong bucket in _buckets.AsSpan())
        {
            ulong counts = Volatile.Read(ref bucket);
            if (((second - (counts >> (2 * CountBits))) & SecondMask) < Buckets)
            {
                firsts += (counts >> CountBits) & CountMask;
                seconds += counts & CountMask;
            }
        }

        return ((long)firsts, (long)seconds);
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        foreach (ref ulong bucket in _buckets.AsSpan())
        {
            Volatile.Write(ref bucket, 0);
        }
    }

    private void Add(long now, ulong one)
    {
        ref ulong bucket = ref BucketOf(now);
        ulong counts = Volatile.Read(ref bucket);
        while (true)
        {
            ulong current = counts >> (2 * CountBits) == SecondOf(now) ? counts : SecondOf(now) << (2 * CountBits);
            if (((one == 1 ? current : current >> CountBits) & CountMask) == CountMask)
            {
                return; // a million in a second: there is nothing to learn beyond
            }

            ulong found = Interlocked.CompareExchange(ref bucket, current + one, counts);
            if (found == counts)
            {
                return;
            }

            counts = found;
        }
    }

    private ref ulong BucketOf(long now) => ref _buckets[now / BucketMs % Buckets];

    private static ulong SecondOf(long now) => (ulong)(now / BucketMs) & SecondMask;
}

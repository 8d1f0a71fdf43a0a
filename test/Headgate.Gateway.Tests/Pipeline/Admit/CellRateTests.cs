using Headgate.Gateway.Pipeline.Admit;
using Headgate.Gateway.Pipeline.Exchange;

namespace Headgate.Gateway.Tests.Pipeline.Admit;

public sealed class CellRateTests
{
    private const long Second = 1_000_000;

    [Fact]
    public void Lets_a_minutes_worth_through_at_once_and_then_one_at_a_time()
    {
        var rate = new CellRate();
        Assert.All(Enumerable.Range(0, 60), i => Assert.Equal(59 - i, rate.Take(60, 0, Second).Remaining));

        RateState refused = rate.Take(60, 0, Second);
        Assert.False(refused.IsTaken);
        Assert.Equal(TimeSpan.FromSeconds(1), refused.RetryAfter);
        Assert.False(rate.Take(60, Second - 1, Second).IsTaken);
        Assert.True(rate.Take(60, Second, Second).IsTaken);
        Assert.False(rate.Take(60, Second, Second).IsTaken);
    }

    [Fact]
    public void Says_when_all_of_it_is_free_again()
    {
        var rate = new CellRate();
        Assert.Equal(TimeSpan.FromSeconds(1), rate.Take(60, 0, Second).Reset);
        Assert.Equal(TimeSpan.FromSeconds(2), rate.Take(60, 0, Second).Reset);
        Assert.Equal(TimeSpan.FromSeconds(1), rate.Take(60, 2 * Second, Second).Reset);
    }

    [Fact]
    public void Never_lets_more_than_the_limit_plus_its_refill_through_whenever_requests_come()
    {
        var random = new Random(7);
        for (int run = 0; run < 200; run++)
        {
            var rate = new CellRate();
            int perMinute = random.Next(1, 500);
            long now = 0;
            int taken = 0;
            for (int i = 0; i < 2000; i++)
            {
                now += random.Next(0, 2) == 0 ? 0 : random.NextInt64(0, Second);
                taken += rate.Take(perMinute, now, Second).IsTaken ? 1 : 0;
                Assert.True(taken <= perMinute + (now * perMinute / (60 * Second)) + 1);
            }
        }
    }

    [Fact]
    public void Counts_right_when_many_threads_ask()
    {
        var rate = new CellRate();
        int taken = 0;
        Parallel.For(0, 5000, _ =>
        {
            if (rate.Take(1000, 0, Second).IsTaken)
            {
                Interlocked.Increment(ref taken);
            }
        });
        Assert.Equal(1000, taken);
    }
}

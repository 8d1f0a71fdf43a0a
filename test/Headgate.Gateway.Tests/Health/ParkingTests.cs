using CsCheck;
using Headgate.Gateway.Health;

namespace Headgate.Gateway.Tests.Health;

public sealed class ParkingTests
{
    private readonly Parking _parking = new();

    [Fact]
    public void Ends_when_the_vendor_said_and_not_a_moment_before()
    {
        _parking.Park(ParkReason.Quota, TimeSpan.FromSeconds(5), now: 100);

        Assert.Equal((5100, ParkReason.Quota), _parking.At(5099));
        Assert.False(_parking.IsParked(5100));
    }

    [Fact]
    public void Grows_while_the_vendor_is_silent_up_to_a_minute()
    {
        long now = 0;
        long[] pauses = new long[9];
        for (int i = 0; i < pauses.Length; i++)
        {
            long until = _parking.Park(ParkReason.Quota, null, now).Until;
            (pauses[i], now) = (until - now, until);
        }

        Assert.Equal([1000, 2000, 4000, 8000, 16000, 32000, 60000, 60000, 60000], pauses);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public void A_time_that_is_past_when_it_is_said_says_nothing(int seconds)
    {
        long first = _parking.Park(ParkReason.Quota, TimeSpan.FromSeconds(seconds), now: 0).Until;
        long second = _parking.Park(ParkReason.Quota, TimeSpan.FromSeconds(seconds), first).Until;

        Assert.Equal((1000, 2000), (first, second - first));
    }

    [Fact]
    public void Counts_failures_of_calls_that_were_under_way_together_once()
    {
        for (int i = 0; i < 50; i++)
        {
            _parking.Park(ParkReason.Quota, null, now: 10 + i);
        }

        Assert.Equal(1010, _parking.At(100)?.Until);
        Assert.Equal(3010, _parking.Park(ParkReason.Quota, null, now: 1010).Until);
    }

    [Fact]
    public void Begins_with_a_short_pause_again_after_a_success()
    {
        _parking.Park(ParkReason.Quota, null, now: 0);
        _parking.Park(ParkReason.Quota, null, now: 1000);
        _parking.Succeeded(now: 3000);

        Assert.Equal(4000, _parking.Park(ParkReason.Quota, null, now: 3000).Until);
    }

    [Fact]
    public void Stays_when_a_call_that_began_before_succeeds()
    {
        _parking.Park(ParkReason.Quota, TimeSpan.FromSeconds(9), now: 0);
        _parking.Succeeded(now: 5);

        Assert.True(_parking.IsParked(8999));
    }

    [Fact]
    public void Is_never_shortened() =>
        Gen.Select(Gen.Int[1, 5000], Gen.Int[0, 5000]).Array[1, 10].Sample(parkings => // no pause at all would be silence
        {
            var parking = new Parking();
            long now = 0;
            long latest = 0;
            foreach ((int pause, int step) in parkings)
            {
                parking.Park(ParkReason.Quota, TimeSpan.FromMilliseconds(pause), now);
                latest = Math.Max(latest, now + pause);
                now += step;
                if (parking.IsParked(now) != (now < latest))
                {
                    return false;
                }
            }

            return true;
        });

    [Fact]
    public void Believes_no_vendor_for_more_than_a_day() =>
        Assert.Equal(86_400_000, _parking.Park(ParkReason.Quota, TimeSpan.MaxValue, now: 0).Until);

    [Fact]
    public void Tries_what_was_refused_again_after_half_a_minute_and_then_ever_more_seldom()
    {
        Assert.Equal(30_000, _parking.Park(ParkReason.Refused, null, now: 0).Until);
        Assert.Equal(90_000, _parking.Park(ParkReason.Refused, null, now: 30_000).Until);
    }
}

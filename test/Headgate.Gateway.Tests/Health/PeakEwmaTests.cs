using Headgate.Gateway.Health;

namespace Headgate.Gateway.Tests.Health;

public sealed class PeakEwmaTests
{
    private readonly PeakEwma _mean = new();

    [Fact]
    public void Believes_bad_news_at_once()
    {
        _mean.Add(0.1, 0);
        _mean.Add(2, 10);

        Assert.Equal(2, _mean.Value!.Value, 0.001);
    }

    [Fact]
    public void Believes_good_news_with_time()
    {
        _mean.Add(2, 0);
        _mean.Add(1, 20);
        Assert.Equal(1.99, _mean.Value!.Value, 0.001);

        _mean.Add(1, 10_000);
        Assert.Equal(1.007, _mean.Value!.Value, 0.001);
    }

    [Fact]
    public void Does_not_forget_bad_news_for_a_sample_that_comes_a_moment_before_it()
    {
        _mean.Add(2, 20);
        _mean.Add(1, 19);

        Assert.Equal(2, _mean.Value!.Value, 0.001);
    }

    [Fact]
    public void Is_stale_after_a_while_without_a_sample_or_a_call_that_will_be_one()
    {
        Assert.True(_mean.IsStale(0));
        _mean.Trying(0);
        Assert.False(_mean.IsStale(1));
        _mean.Add(1, 4_000);
        Assert.False(_mean.IsStale(8_999));
        Assert.True(_mean.IsStale(9_000));
        _mean.Trying(9_000);
        Assert.False(_mean.IsStale(9_001));
    }

    [Fact]
    public void Goes_on_across_the_turn_of_its_clock()
    {
        const long Turn = 1L << 32;
        _mean.Trying(Turn - 10);
        _mean.Add(2, Turn - 5);
        _mean.Add(1, Turn + 9_995);

        Assert.Equal(1.007, _mean.Value!.Value, 0.001);
        Assert.False(_mean.IsStale(Turn + 9_996));
    }
}

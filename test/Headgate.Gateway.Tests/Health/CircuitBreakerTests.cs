using Headgate.Gateway.Health;

namespace Headgate.Gateway.Tests.Health;

public sealed class CircuitBreakerTests
{
    private readonly CircuitBreaker _breaker = new();

    [Fact]
    public void Opens_when_half_of_enough_calls_failed()
    {
        Fail(4, now: 0);
        Succeed(5, now: 0);
        Assert.True(_breaker.IsClosed);

        Fail(1, now: 0);
        Assert.Equal(5000, _breaker.BlockedUntil(0));
    }

    [Fact]
    public void Opens_for_streams_of_which_half_break_off()
    {
        for (int i = 0; i < 5; i++)
        {
            Assert.True(_breaker.IsClosed);
            Succeed(2, now: 10 * i);
            _breaker.Failed(now: 10 * i, probe: 0, wasAnswered: true);
        }

        Assert.False(_breaker.IsClosed);
    }

    [Fact]
    public void Opens_for_streams_that_break_off_long_after_they_began()
    {
        Succeed(10, now: 0);
        for (int i = 0; i < 10; i++)
        {
            _breaker.Failed(now: 60_000, probe: 0, wasAnswered: true);
        }

        Assert.False(_breaker.IsClosed);
    }

    [Fact]
    public void Does_not_open_for_a_few_failures_however_sure_they_are()
    {
        Fail(9, now: 0);
        Assert.True(_breaker.TryEnter(0, out _));
    }

    [Fact]
    public void Forgets_what_is_older_than_its_window()
    {
        Fail(9, now: 0);
        Fail(9, now: 10_000);
        Assert.True(_breaker.IsClosed);
    }

    [Fact]
    public void Stays_closed_while_most_calls_succeed()
    {
        for (int i = 0; i < 1000; i++)
        {
            Succeed(3, now: i * 10);
            Fail(2, now: i * 10);
        }

        Assert.True(_breaker.IsClosed);
    }

    [Fact]
    public void Lets_one_call_probe_after_the_pause()
    {
        Fail(10, now: 0);

        Assert.False(_breaker.TryEnter(4999, out _));
        Assert.True(_breaker.TryEnter(5000, out long probe));
        Assert.NotEqual(0, probe);
        Assert.False(_breaker.TryEnter(5001, out _));
    }

    [Fact]
    public void Closes_when_the_probe_succeeds_and_forgets_what_was_before()
    {
        Fail(10, now: 0);
        _breaker.TryEnter(5000, out long probe);
        _breaker.Succeeded(5100, probe);
        Fail(4, now: 5100);

        Assert.True(_breaker.IsClosed);
    }

    [Fact]
    public void Waits_longer_each_time_that_a_probe_fails()
    {
        Fail(10, now: 0);
        long now = 0;
        List<long> pauses = [];
        while (pauses.Count < 6)
        {
            long until = _breaker.BlockedUntil(now)!.Value;
            pauses.Add(until - now);
            now = until;
            Assert.True(_breaker.TryEnter(now, out long probe));
            _breaker.Failed(now, probe);
        }

        Assert.Equal([5000, 10000, 20000, 40000, 60000, 60000], pauses);
    }

    [Fact]
    public void Lets_the_next_call_probe_when_a_probe_ends_without_a_word()
    {
        Fail(10, now: 0);
        _breaker.TryEnter(5000, out long probe);
        _breaker.Released(5050, probe);

        Assert.True(_breaker.TryEnter(5050, out probe));
        Assert.NotEqual(0, probe);
    }

    [Fact]
    public void Does_not_wait_for_a_probe_that_never_ends()
    {
        Fail(10, now: 0);
        _breaker.TryEnter(5000, out _);

        Assert.False(_breaker.TryEnter(64_999, out _));
        Assert.True(_breaker.TryEnter(65_000, out _));
    }

    [Fact]
    public void A_probe_that_was_given_up_takes_nobody_elses_turn()
    {
        Fail(10, now: 0);
        _breaker.TryEnter(5000, out long first);
        _breaker.TryEnter(65_000, out _);
        _breaker.Released(65_010, first);
        _breaker.Failed(65_020, first);

        Assert.Equal(125_000, _breaker.BlockedUntil(65_030));
    }

    [Fact]
    public void Opens_again_at_once_when_the_answer_of_its_probe_breaks_off()
    {
        Fail(10, now: 0);
        _breaker.TryEnter(5000, out long probe);
        _breaker.Succeeded(5100, probe);

        Assert.True(_breaker.Failed(5200, probe, wasAnswered: true));
        Assert.Equal(10_200, _breaker.BlockedUntil(5200));
    }

    [Fact]
    public void Is_not_closed_by_a_call_that_began_before_it_opened()
    {
        Fail(10, now: 0);
        _breaker.Succeeded(100, probe: 0);

        Assert.Equal(5000, _breaker.BlockedUntil(100));
    }

    [Fact]
    public void Lets_exactly_one_of_many_threads_probe()
    {
        Fail(10, now: 0);
        int entered = 0;
        Parallel.For(0, 64, _ => Interlocked.Add(ref entered, _breaker.TryEnter(5000, out long _) ? 1 : 0));

        Assert.Equal(1, entered);
    }

    private void Fail(int calls, long now)
    {
        for (int i = 0; i < calls; i++)
        {
            _breaker.Failed(now, probe: 0);
        }
    }

    private void Succeed(int calls, long now)
    {
        for (int i = 0; i < calls; i++)
        {
            _breaker.Succeeded(now, probe: 0);
        }
    }
}

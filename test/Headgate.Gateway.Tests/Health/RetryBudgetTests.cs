using CsCheck;
using Headgate.Gateway.Health;

namespace Headgate.Gateway.Tests.Health;

public sealed class RetryBudgetTests
{
    [Fact]
    public void Lets_a_quiet_model_repeat_a_few_times()
    {
        var budget = new RetryBudget();
        Assert.Equal(RetryBudget.Floor, Enumerable.Range(0, 50).Count(_ => budget.TryRepeat(0)));
    }

    [Fact]
    public void Gives_a_fifth_of_the_requests_and_the_floor()
    {
        var budget = new RetryBudget();
        for (int i = 0; i < 1000; i++)
        {
            budget.Requested(i);
        }

        Assert.Equal(200 + RetryBudget.Floor, Enumerable.Range(0, 1000).Count(_ => budget.TryRepeat(999)));
    }

    [Fact]
    public void Is_full_again_when_its_window_has_passed()
    {
        var budget = new RetryBudget();
        while (budget.TryRepeat(0))
        {
        }

        Assert.False(budget.TryRepeat(9_999));
        Assert.True(budget.TryRepeat(10_000));
    }

    [Fact]
    public void Never_gives_more_than_it_has_whatever_comes() =>
        Gen.Select(Gen.Int[0, 3000], Gen.Bool).Array[1, 300].Sample(events =>
        {
            var budget = new RetryBudget();
            List<long> requests = [];
            List<long> repeats = [];
            long now = 0;
            foreach ((int step, bool isRequest) in events)
            {
                now += step;
                if (isRequest)
                {
                    budget.Requested(now);
                    requests.Add(now);
                }
                else if (budget.TryRepeat(now))
                {
                    repeats.Add(now);
                }

                long oldest = (now / 1000) - 9;
                if (repeats.Count(at => at / 1000 >= oldest) > RetryBudget.Floor + (requests.Count(at => at / 1000 >= oldest) / RetryBudget.RequestsPerRepeat)
                    && !isRequest && repeats[^1] == now)
                {
                    return false;
                }
            }

            return true;
        });

    [Fact]
    public void Is_not_overdrawn_by_many_threads_at_once()
    {
        var budget = new RetryBudget();
        int given = 0;
        Parallel.For(0, 10_000, _ => Interlocked.Add(ref given, budget.TryRepeat(0) ? 1 : 0));

        Assert.InRange(given, 1, RetryBudget.Floor);
    }
}

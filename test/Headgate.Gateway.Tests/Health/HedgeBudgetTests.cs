using Headgate.Gateway.Health;

namespace Headgate.Gateway.Tests.Health;

public sealed class HedgeBudgetTests
{
    private readonly HedgeBudget _budget = new();

    [Fact]
    public void The_first_is_free_and_each_further_one_is_saved_for()
    {
        Assert.True(_budget.TryTake());
        Assert.False(_budget.TryTake());
        Request(19, percent: 5);
        Assert.False(_budget.TryTake());
        Request(1, percent: 5);
        Assert.True(_budget.TryTake());
    }

    [Fact]
    public void No_more_than_ten_are_saved()
    {
        Request(10_000, percent: 5);

        Assert.Equal(10, Enumerable.Range(0, 20).Count(_ => _budget.TryTake()));
    }

    [Fact]
    public void What_was_not_made_is_there_for_the_next()
    {
        Assert.True(_budget.TryTake());
        Assert.True(_budget.IsSpent);

        _budget.GiveBack();

        Assert.False(_budget.IsSpent);
        Assert.True(_budget.TryTake());
        Assert.False(_budget.TryTake());
    }

    [Fact]
    public void Many_at_once_take_no_more_than_there_are()
    {
        Request(100, percent: 5);
        int taken = 0;
        Parallel.For(0, 1_000, _ =>
        {
            if (_budget.TryTake())
            {
                Interlocked.Increment(ref taken);
            }
        });

        Assert.Equal(6, taken);
    }

    private void Request(int times, int percent)
    {
        for (int i = 0; i < times; i++)
        {
            _budget.Requested(percent);
        }
    }
}

using System.Collections.Immutable;
using Headgate.Gateway.Budgets;
using Headgate.Gateway.Pricing;

namespace Headgate.Gateway.Tests.Budgets;

public sealed class BudgetBookTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private readonly BudgetBook _book = new();

    [Fact]
    public void What_is_held_cannot_be_held_again()
    {
        ImmutableArray<Budget> key = [Of(BudgetScopeKind.Key, 100)];

        Assert.NotNull(_book.TryHold(key, new Money(60), Noon, out _));
        Assert.Null(_book.TryHold(key, new Money(41), Noon, out BudgetRefusal? refusal));
        Assert.Equal(new BudgetState(Money.Zero, new Money(60), Noon.AddHours(12)), refusal!.State);
        Assert.NotNull(_book.TryHold(key, new Money(40), Noon, out _));
    }

    [Fact]
    public void A_level_that_refuses_leaves_the_others_as_they_were()
    {
        Budget key = Of(BudgetScopeKind.Key, 100);
        Budget team = Of(BudgetScopeKind.Team, 10);

        Assert.Null(_book.TryHold([key, team], new Money(11), Noon, out BudgetRefusal? refusal));

        Assert.Same(team, refusal!.Budget);
        Assert.Equal(Money.Zero, _book.Look(key, Noon).Held);
        Assert.Equal(Money.Zero, _book.Look(team, Noon).Held);
    }

    [Fact]
    public void Settling_gives_back_what_was_too_much_and_happens_once()
    {
        Budget key = Of(BudgetScopeKind.Key, 100);
        BudgetHold hold = _book.TryHold([key], new Money(80), Noon, out _)!;

        Assert.True(hold.Settle(new Money(30)));
        Assert.False(hold.Settle(new Money(30)));

        Assert.Equal(new BudgetState(new Money(30), Money.Zero, Noon.AddHours(12)), _book.Look(key, Noon));
    }

    [Fact]
    public void A_hold_grows_only_as_far_as_every_level_allows()
    {
        Budget key = Of(BudgetScopeKind.Key, 100);
        Budget team = Of(BudgetScopeKind.Team, 50);
        BudgetHold hold = _book.TryHold([key, team], new Money(40), Noon, out _)!;

        Assert.Null(hold.Extend(new Money(10)));
        Assert.Same(team, hold.Extend(new Money(1))!.Budget);

        Assert.Equal(new Money(50), hold.Amount);
        Assert.Equal(new Money(50), _book.Look(key, Noon).Held);
    }

    [Fact]
    public void A_request_that_runs_past_midnight_is_the_old_days()
    {
        Budget key = Of(BudgetScopeKind.Key, 100);
        BudgetHold hold = _book.TryHold([key], new Money(100), Noon, out _)!;
        DateTimeOffset tomorrow = Noon.AddDays(1);

        Assert.NotNull(_book.TryHold([key], new Money(100), tomorrow, out _));
        Assert.True(hold.Settle(new Money(100)));

        Assert.Equal(new BudgetState(Money.Zero, new Money(100), tomorrow.AddHours(12)), _book.Look(key, tomorrow));
    }

    [Fact]
    public void A_request_that_arrived_before_midnight_and_is_held_after_it_is_the_old_days_too()
    {
        Budget key = Of(BudgetScopeKind.Key, 100);
        _book.TryHold([key], new Money(70), Noon, out _)!.Settle(new Money(70));
        Assert.NotNull(_book.TryHold([key], new Money(90), Noon.AddDays(1), out _));

        Assert.Null(_book.TryHold([key], new Money(31), Noon, out BudgetRefusal? refusal));
        Assert.Equal(new BudgetState(new Money(70), Money.Zero, Noon.AddHours(12)), refusal!.State);
        Assert.NotNull(_book.TryHold([key], new Money(30), Noon, out _));
        Assert.Equal(new Money(90), _book.Look(key, Noon.AddDays(1)).Held);
    }

    [Fact]
    public void An_hour_between_two_that_are_known_is_counted_for_itself()
    {
        Budget key = Of(BudgetScopeKind.Key, 100) with { Period = BudgetPeriod.Hour };
        _book.TryHold([key], new Money(70), Noon, out _)!.Settle(new Money(70));
        Assert.NotNull(_book.TryHold([key], new Money(90), Noon.AddHours(2), out _));

        Assert.NotNull(_book.TryHold([key], new Money(50), Noon.AddHours(1), out _));
        Assert.Equal(new BudgetState(Money.Zero, new Money(50), Noon.AddHours(2)), _book.Look(key, Noon.AddHours(1)));
        Assert.Null(_book.TryHold([key], new Money(51), Noon.AddHours(1), out _));
    }

    [Fact]
    public void An_edited_amount_keeps_what_was_spent()
    {
        _book.TryHold([Of(BudgetScopeKind.Key, 100)], new Money(90), Noon, out _)!.Settle(new Money(90));

        Assert.Null(_book.TryHold([Of(BudgetScopeKind.Key, 50)], new Money(1), Noon, out _));
        Assert.NotNull(_book.TryHold([Of(BudgetScopeKind.Key, 91)], new Money(1), Noon, out _));
    }

    [Fact]
    public void What_costs_nothing_is_allowed_even_where_nothing_is_left()
    {
        Budget key = Of(BudgetScopeKind.Key, 10);
        _book.TryHold([key], new Money(10), Noon, out _)!.Settle(new Money(25));

        Assert.NotNull(_book.TryHold([key], Money.Zero, Noon, out _));
        Assert.Null(_book.TryHold([key], new Money(1), Noon, out _));
    }

    [Fact]
    public void Spending_of_before_the_start_counts()
    {
        Budget key = Of(BudgetScopeKind.Key, 100);
        _book.Open(key, new Money(99), Noon);
        _book.Open(key, new Money(5), Noon);

        Assert.True(_book.Knows(key));
        Assert.Null(_book.TryHold([key], new Money(2), Noon, out _));
    }

    [Fact]
    public void A_sweep_forgets_what_is_over_and_nothing_that_is_held()
    {
        Budget idle = Of(BudgetScopeKind.EndUser, 100);
        Budget busy = Of(BudgetScopeKind.Key, 100);
        _book.TryHold([idle], new Money(1), Noon, out _)!.Settle(new Money(1));
        BudgetHold hold = _book.TryHold([busy], new Money(1), Noon, out _)!;

        Assert.Equal(0, _book.Sweep(Noon.AddDays(1))); // a late request of today would find it
        Assert.Equal(1, _book.Sweep(Noon.AddDays(2)));
        Assert.True(hold.Settle(new Money(1)));
        Assert.Equal(1, _book.Sweep(Noon.AddDays(2)));
    }

    [Fact]
    public void A_sweep_leaves_an_account_whose_earlier_span_something_is_held_in()
    {
        Budget key = Of(BudgetScopeKind.Key, 100) with { Period = BudgetPeriod.Hour };
        BudgetHold hold = _book.TryHold([key], new Money(1), Noon, out _)!;
        _book.TryHold([key], new Money(1), Noon.AddHours(1), out _)!.Settle(Money.Zero);

        Assert.Equal(0, _book.Sweep(Noon.AddDays(3)));
        Assert.True(hold.Settle(new Money(1)));
        Assert.Equal(1, _book.Sweep(Noon.AddDays(3)));
    }

    [Fact]
    public void End_users_are_known_by_what_they_used_and_belong_to_one_owner()
    {
        EndUserBudget core = EndUsers("core");
        EndUserBudget slashed = EndUsers("core/a");
        _book.TryHold([core.For("a/b"), core.For(null)], new Money(1), Noon, out _);
        _book.TryHold([slashed.For("b")], new Money(1), Noon, out _);

        Assert.Equal(["team:core/", "team:core/a/b"], _book.EndUsers(core.Nameless).Select(budget => budget.Scope.Id).Order());
        Assert.Equal(["team:core%2Fa/b"], _book.EndUsers(slashed.Nameless).Select(budget => budget.Scope.Id));
    }

    [Fact]
    public void A_name_however_long_costs_no_more_than_a_short_one_to_remember()
    {
        EndUserBudget core = EndUsers("core");

        Assert.InRange(core.For(new string('x', 1_000_000)).Scope.Id.Length, 1, 100);
        Assert.NotEqual(core.For(new string('x', 200)).Scope, core.For(new string('x', 201)).Scope);
    }

    [Fact]
    public async Task Sixteen_threads_together_spend_no_more_than_there_is()
    {
        ImmutableArray<Budget> levels = [Of(BudgetScopeKind.Key, 5_000), Of(BudgetScopeKind.Team, 4_000), Of(BudgetScopeKind.Organization, 100_000)];
        long settled = 0;

        await Task.WhenAll(Enumerable.Range(0, 16).Select(seed => Task.Run(() =>
        {
            Random random = new(seed);
            for (int i = 0; i < 2_000; i++)
            {
                Money most = new(random.Next(1, 50));
                if (_book.TryHold(levels, most, Noon, out _) is { } hold)
                {
                    long cost = random.NextInt64(0, most.Nanodollars + 1);
                    hold.Settle(new Money(cost));
                    Interlocked.Add(ref settled, cost);
                }
            }
        })));

        Assert.All(levels, level => Assert.Equal(new BudgetState(new Money(settled), Money.Zero, Noon.AddHours(12)), _book.Look(level, Noon)));
        Assert.InRange(settled, 3_951, 4_000);
    }

    private static EndUserBudget EndUsers(string team)
    {
        BudgetScope owner = new(BudgetScopeKind.Team, team);
        return new EndUserBudget(owner, new Budget(EndUser.Of(owner, null), new Money(10), BudgetPeriod.Day, TimeZoneInfo.Utc));
    }

    private static Budget Of(BudgetScopeKind kind, long limit) => new(new BudgetScope(kind, "a"), new Money(limit), BudgetPeriod.Day, TimeZoneInfo.Utc);
}

using System.Globalization;
using Headgate.Gateway.Budgets;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Pricing;
using Headgate.Gateway.Replays;
using Headgate.Gateway.Stores;
using Headgate.Llm.Chat;

namespace Headgate.Storage.Tests.Contracts;

/// <summary>What every ledger keeps to, whatever it is made of. One process has it open: the gateway.</summary>
public abstract class LedgerContract : StoreContract<ILedger>
{
    protected static readonly BudgetScope Key = new(BudgetScopeKind.Key, "key_1");
    protected static readonly BudgetScope Team = new(BudgetScopeKind.Team, "a:b");
    protected static readonly BudgetSpan Today = BudgetSpan.At(Noon, BudgetPeriod.Day, TimeZoneInfo.Utc);

    [Fact]
    public async Task What_was_settled_is_there_after_a_restart()
    {
        LedgerReservation reservation = Reserved(1, 500);
        LedgerSettlement settlement = new()
        {
            Cost = new Money(120),
            Attempts = [new LedgerAttempt("openai/gpt-5-mini", new Usage { InputText = 12, OutputText = 3 }, new Money(120), "2026-11")],
        };
        ILedger before = await OpenAsync();
        ILedgerEntry entry = before.Open(reservation);
        await entry.Durable.WaitAsync(Cancellation);
        entry.Settle(settlement);
        await CloseAsync(before);

        ILedger after = await OpenAsync();
        LedgerLine line = (await after.FindAsync(reservation.RequestId, Cancellation))!;
        Assert.False(line.IsRecovered);
        Assert.Equal(settlement.Cost, line.Settlement!.Cost);
        Assert.Equal(settlement.Attempts, line.Settlement.Attempts);
        Assert.Equal(reservation.Scopes, line.Reservation.Scopes);
        Assert.Equal(new LedgerSum(Key, new Money(120)), await after.SpentAsync(Key, Today, Cancellation));
        Assert.Equal([new LedgerSum(Team, new Money(120))], await after.SpentAsync(BudgetScopeKind.Team, Today, Cancellation));
        await CloseAsync(after);
    }

    [Fact]
    public async Task What_was_durable_and_never_settled_is_charged_once_at_all_that_was_reserved()
    {
        ILedger before = await OpenAsync();
        ILedgerEntry entry = before.Open(Reserved(1, 500));
        entry.Extend(new Money(25));
        await entry.Durable.WaitAsync(Cancellation);

        ILedger after = await CrashAsync(before);
        LedgerLine line = (await after.FindAsync(Reserved(1, 500).RequestId, Cancellation))!;
        Assert.True(line is { IsRecovered: true, Settlement: { Cost: { Nanodollars: 525 }, IsEstimated: true } });
        Assert.Equal(new Money(525), (await after.SpentAsync(Team, Today, Cancellation)).Spent);

        ILedger again = await CrashAsync(after);
        Assert.Equal(new Money(525), (await again.SpentAsync(Team, Today, Cancellation)).Spent);
        await CloseAsync(again);
    }

    [Fact]
    public async Task What_was_settled_and_flushed_survives_a_crash_as_it_was()
    {
        ILedger before = await OpenAsync();
        before.Open(Reserved(1, 500)).Settle(new LedgerSettlement { Cost = new Money(7) });
        await before.FlushAsync(Cancellation);

        ILedger after = await CrashAsync(before);
        Assert.True(await after.FindAsync(Reserved(1, 500).RequestId, Cancellation) is { IsRecovered: false, Settlement.Cost.Nanodollars: 7 });
        await CloseAsync(after);
    }

    [Theory]
    [InlineData(7L, true)]
    [InlineData(null, true)]
    [InlineData(0L, false)]
    public async Task A_repeat_finds_what_was_charged_or_may_have_been(long? cost, bool isFound)
    {
        LedgerReservation first = Reserved(1, 500) with { Mark = Mark("a") };
        ILedger ledger = await OpenAsync();
        ILedgerEntry entry = ledger.Open(first);
        await entry.Durable.WaitAsync(Cancellation);
        ChargedRequest charged = new(first.RequestId, first.Time, Mark("a").Content);
        Assert.Equal(charged, await RecallAsync(ledger, "a")); // it is open

        entry.Settle(new LedgerSettlement { Cost = cost is { } nanodollars ? new Money(nanodollars) : null });
        await ledger.FlushAsync(Cancellation);
        Assert.Equal(isFound ? charged : null, await RecallAsync(ledger, "a"));
        Assert.Null(await RecallAsync(ledger, "b"));
        Assert.Null(await ledger.RecallAsync(Mark("a").Key, first.Time.AddMilliseconds(1), Cancellation));

        ILedger after = await CrashAsync(ledger);
        Assert.Equal(isFound ? charged : null, await RecallAsync(after, "a"));
        await CloseAsync(after);
    }

    [Fact]
    public async Task A_repeat_finds_what_was_open_at_a_crash_and_the_charged_one_of_several()
    {
        LedgerReservation open = Reserved(1, 0) with { Mark = Mark("a") }, charged = Reserved(2, 5) with { Mark = Mark("b") };
        ILedger before = await OpenAsync();
        before.Open(charged).Settle(new LedgerSettlement { Cost = new Money(7) });
        before.Open(Reserved(3, 5) with { Mark = Mark("b") }).Settle(new LedgerSettlement { Cost = Money.Zero });
        await before.Open(open).Durable.WaitAsync(Cancellation);

        ILedger after = await CrashAsync(before);
        Assert.Equal(open.RequestId, (await RecallAsync(after, "a"))!.RequestId);
        Assert.Equal(charged.RequestId, (await RecallAsync(after, "b"))!.RequestId);
        await CloseAsync(after);
    }

    [Fact]
    public async Task Spending_is_of_the_time_at_which_the_request_arrived()
    {
        ILedger ledger = await OpenAsync();
        Spend(ledger, 1, 10, Noon.AddDays(-1));
        Spend(ledger, 2, 20, Noon);
        Spend(ledger, 3, 30, Noon.AddHours(11).AddMinutes(59));
        await ledger.FlushAsync(Cancellation);

        BudgetSpan kathmandu = BudgetSpan.At(Noon.AddHours(11), BudgetPeriod.Day, TimeZoneInfo.FindSystemTimeZoneById("Asia/Kathmandu"));
        Assert.Equal(new Money(50), (await ledger.SpentAsync(Key, Today, Cancellation)).Spent);
        Assert.Equal(new Money(30), (await ledger.SpentAsync(Key, kathmandu, Cancellation)).Spent);
        Assert.Equal(new Money(60), (await ledger.SpentAsync(Key, BudgetSpan.At(Noon, BudgetPeriod.Total, TimeZoneInfo.Utc), Cancellation)).Spent);
        Assert.Equal(Money.Zero, (await ledger.SpentAsync(new BudgetScope(BudgetScopeKind.Key, "key_2"), Today, Cancellation)).Spent);
        await CloseAsync(ledger);
    }

    [Theory]
    [InlineData("2026-03-29", 23)]
    [InlineData("2026-10-25", 25)]
    public async Task A_day_on_which_clocks_change_is_as_long_as_it_is(string day, int hours)
    {
        TimeZoneInfo berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        BudgetSpan span = BudgetSpan.At(DateTimeOffset.Parse(day + "T12:00:00Z", CultureInfo.InvariantCulture), BudgetPeriod.Day, berlin);
        ILedger ledger = await OpenAsync();
        for (int quarter = -1; quarter <= hours * 4; quarter++)
            Spend(ledger, quarter + 1, 1, span.Start.AddMinutes(15 * quarter));
        await ledger.FlushAsync(Cancellation);

        Assert.Equal(new Money(hours * 4), (await ledger.SpentAsync(Key, span, Cancellation)).Spent);
        await CloseAsync(ledger);
    }

    [Fact]
    public async Task An_unknown_price_is_kept_as_unknown()
    {
        ILedger ledger = await OpenAsync();
        ledger.Open(Reserved(1, 0)).Settle(new LedgerSettlement { Cost = null, Attempts = [new LedgerAttempt("a/b", null, null, null)] });
        await ledger.FlushAsync(Cancellation);

        LedgerLine line = (await ledger.FindAsync(Reserved(1, 0).RequestId, Cancellation))!;
        Assert.Null(line.Settlement!.Cost);
        Assert.Null(Assert.Single(line.Settlement.Attempts).Cost);
        await CloseAsync(ledger);
    }

    [Fact]
    public async Task Thousands_of_entries_from_many_threads_are_all_there_once()
    {
        const int Each = 500;
        ILedger ledger = await OpenAsync();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(
            async () =>
            {
                for (int i = 0; i < Each; i++)
                {
                    ILedgerEntry entry = ledger.Open(Reserved((thread * Each) + i, 10));
                    await entry.Durable.WaitAsync(Cancellation);
                    Assert.NotNull(await ledger.FindAsync(Reserved((thread * Each) + i, 10).RequestId, Cancellation));
                    entry.Settle(new LedgerSettlement { Cost = new Money(3) });
                }
            },
            Cancellation)));
        await ledger.FlushAsync(Cancellation);

        Assert.Equal(new Money(8 * Each * 3), (await ledger.SpentAsync(Key, Today, Cancellation)).Spent);
        await CloseAsync(ledger);
    }

    [Fact]
    public async Task A_crash_under_load_leaves_what_was_settled_at_its_cost_and_the_rest_at_what_was_reserved()
    {
        const int Threads = 8, Each = 50;
        ILedger before = await OpenAsync();
        await AllAsync(Enumerable.Range(0, Threads).Select<int, Func<Task<bool>>>(thread => async () =>
        {
            for (int i = 0; i < Each; i++)
            {
                ILedgerEntry entry = before.Open(Reserved((thread * Each) + i, 100));
                entry.Extend(new Money(20));
                await entry.Durable.WaitAsync(Cancellation);
                if (i % 2 == 0)
                    entry.Settle(new LedgerSettlement { Cost = new Money(3) });
            }

            return true;
        }));
        await before.FlushAsync(Cancellation);

        Money expected = new(Threads * Each / 2 * (3 + 120));
        ILedger after = await CrashAsync(before);
        Assert.Equal(expected, (await after.SpentAsync(Key, Today, Cancellation)).Spent);
        ILedger again = await RestartAsync(after); // and once only
        Assert.Equal(expected, (await again.SpentAsync(Key, Today, Cancellation)).Spent);
        Assert.Equal([new LedgerSum(Team, expected)], await again.SpentAsync(BudgetScopeKind.Team, Today, Cancellation));
        await CloseAsync(again);
    }

    [Fact]
    public async Task Scopes_are_told_apart_letter_by_letter_and_those_that_spent_nothing_are_left_out()
    {
        string[] names = ["caf\u00e9", "cafe\u0301", "CAF\u00c9", "快い", "🦜", "a:b=c", "%"];
        ILedger ledger = await OpenAsync();
        foreach ((int number, string name) in names.Index())
        {
            ledger.Open(Reserved(number, 5) with { Scopes = [new BudgetScope(BudgetScopeKind.Team, name)] })
                .Settle(new LedgerSettlement { Cost = new Money(number) });
        }

        await ledger.FlushAsync(Cancellation);
        Assert.Equal(
            names.Index().Skip(1).Select(each => (each.Item, (long)each.Index)).OrderBy(each => each.Item2),
            (await ledger.SpentAsync(BudgetScopeKind.Team, Today, Cancellation))
                .Select(sum => (sum.Scope.Id, sum.Spent.Nanodollars)).OrderBy(each => each.Nanodollars));
        Assert.Empty(await ledger.SpentAsync(BudgetScopeKind.Organization, Today, Cancellation));
        await CloseAsync(ledger);
    }

    [Fact]
    public async Task Who_asks_and_leaves_is_told_so()
    {
        ILedger ledger = await OpenAsync();
        await IsCancelledAsync(async () => await ledger.SpentAsync(Key, Today, Cancelled));
        await IsCancelledAsync(async () => await ledger.SpentAsync(BudgetScopeKind.Key, Today, Cancelled));
        await IsCancelledAsync(async () => await ledger.FindAsync(Reserved(1, 1).RequestId, Cancelled));
        await IsCancelledAsync(async () => await ledger.RecallAsync(Mark("a").Key, Noon, Cancelled));
        await CloseAsync(ledger);
    }

    [Fact]
    public async Task Settling_twice_is_a_bug_that_shows()
    {
        ILedger ledger = await OpenAsync();
        ILedgerEntry entry = ledger.Open(Reserved(1, 10));
        entry.Settle(new LedgerSettlement { Cost = new Money(3) });

        Assert.Throws<ObjectDisposedException>(() => entry.Settle(new LedgerSettlement { Cost = new Money(3) }));
        await CloseAsync(ledger);
    }

    protected static LedgerReservation Reserved(int number, long amount) => new()
    {
        RequestId = string.Create(CultureInfo.InvariantCulture, $"req_{number:x32}"),
        Time = Noon,
        Scopes = [Key, Team],
        Target = "openai/gpt-5-mini",
        Amount = new Money(amount),
    };

    private static void Spend(ILedger ledger, int number, long cost, DateTimeOffset time) =>
        ledger.Open(Reserved(number, cost) with { Time = time }).Settle(new LedgerSettlement { Cost = new Money(cost) });

    private static RequestMark Mark(string key) => new(KeyDigest.Of(key), KeyDigest.Of($"{key}: content"));

    private static async Task<ChargedRequest?> RecallAsync(ILedger ledger, string key) =>
        await ledger.RecallAsync(Mark(key).Key, Noon.AddDays(-1), Cancellation);
}

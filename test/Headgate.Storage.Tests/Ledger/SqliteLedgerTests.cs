using System.Globalization;
using Headgate.Gateway.Budgets;
using Headgate.Gateway.Pricing;
using Headgate.Gateway.Stores;
using Headgate.Llm.Chat;
using Headgate.Storage.Ledger;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace Headgate.Storage.Tests.Ledger;

public sealed class SqliteLedgerTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly BudgetScope Key = new(BudgetScopeKind.Key, "key_1");
    private static readonly BudgetScope Team = new(BudgetScopeKind.Team, "a:b");
    private static readonly BudgetSpan Today = BudgetSpan.At(Noon, BudgetPeriod.Day, TimeZoneInfo.Utc);

    private readonly string _folder = Directory.CreateTempSubdirectory("headgate-ledger-").FullName;
    private readonly FakeTimeProvider _time = new(Noon);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_settled_is_there_after_a_restart()
    {
        LedgerReservation reservation = Reserved(1, 500);
        LedgerSettlement settlement = new()
        {
            Cost = new Money(120),
            Attempts = [new LedgerAttempt("openai/gpt-5-mini", new Usage { InputText = 12, OutputText = 3 }, new Money(120), "2026-11")],
        };
        await using (SqliteLedger before = Open())
        {
            ILedgerEntry entry = ((ILedger)before).Open(reservation);
            await entry.Durable.WaitAsync(Cancellation);
            entry.Settle(settlement);
        }

        await using SqliteLedger after = Open();
        LedgerLine line = (await after.FindAsync(reservation.RequestId, Cancellation))!;
        Assert.Equal(0, after.Recovered);
        Assert.False(line.IsRecovered);
        Assert.Equal(settlement.Cost, line.Settlement!.Cost);
        Assert.Equal(settlement.Attempts, line.Settlement.Attempts);
        Assert.Equal(reservation.Scopes, line.Reservation.Scopes);
        Assert.Equal(new LedgerSum(Key, new Money(120)), await after.SpentAsync(Key, Today, Cancellation));
        Assert.Equal([new LedgerSum(Team, new Money(120))], await after.SpentAsync(BudgetScopeKind.Team, Today, Cancellation));
    }

    [Fact]
    public async Task What_was_durable_and_never_settled_is_charged_at_what_was_reserved()
    {
        string crashed = Directory.CreateTempSubdirectory("headgate-ledger-").FullName;
        await using (SqliteLedger ledger = Open())
        {
            ILedgerEntry entry = ((ILedger)ledger).Open(Reserved(1, 500));
            entry.Extend(new Money(25));
            await entry.Durable.WaitAsync(Cancellation);
            Copy(crashed); // as a process leaves it that is killed now
            entry.Settle(new LedgerSettlement { Cost = new Money(1) });
        }

        await using (SqliteLedger after = Open(crashed))
        {
            LedgerLine line = (await after.FindAsync(Reserved(1, 500).RequestId, Cancellation))!;
            Assert.Equal(1, after.Recovered);
            Assert.True(line is { IsRecovered: true, Settlement: { Cost: { Nanodollars: 525 }, IsEstimated: true } });
            Assert.Equal(new Money(525), (await after.SpentAsync(Team, Today, Cancellation)).Spent);
        }

        await using (SqliteLedger again = Open(crashed))
        {
            Assert.Equal(0, again.Recovered);
            Assert.Equal(new Money(525), (await again.SpentAsync(Team, Today, Cancellation)).Spent);
        }

        Directory.Delete(crashed, recursive: true);
    }

    [Fact]
    public async Task Spending_is_of_the_time_at_which_the_request_arrived()
    {
        await using SqliteLedger ledger = Open();
        Spend(ledger, 1, 10, Noon.AddDays(-1));
        Spend(ledger, 2, 20, Noon);
        Spend(ledger, 3, 30, Noon.AddHours(11).AddMinutes(59));
        await ledger.FlushAsync(Cancellation);

        BudgetSpan kathmandu = BudgetSpan.At(Noon.AddHours(11), BudgetPeriod.Day, TimeZoneInfo.FindSystemTimeZoneById("Asia/Kathmandu"));
        Assert.Equal(new Money(50), (await ledger.SpentAsync(Key, Today, Cancellation)).Spent);
        Assert.Equal(new Money(30), (await ledger.SpentAsync(Key, kathmandu, Cancellation)).Spent);
        Assert.Equal(new Money(60), (await ledger.SpentAsync(Key, BudgetSpan.At(Noon, BudgetPeriod.Total, TimeZoneInfo.Utc), Cancellation)).Spent);
        Assert.Equal(Money.Zero, (await ledger.SpentAsync(new BudgetScope(BudgetScopeKind.Key, "key_2"), Today, Cancellation)).Spent);
    }

    [Fact]
    public async Task A_file_that_is_locked_delays_what_is_durable_and_loses_nothing()
    {
        await using SqliteLedger ledger = Open();
        using SqliteConnection other = new($"Data Source={Path.Combine(_folder, "ledger.db")};Pooling=False");
        other.Open();
        using (SqliteTransaction held = other.BeginTransaction())
        {
            ILedgerEntry entry = ((ILedger)ledger).Open(Reserved(1, 500));
            entry.Settle(new LedgerSettlement { Cost = new Money(7) });
            Assert.False(entry.Durable.IsCompleted);
            held.Rollback();
        }

        await ledger.FlushAsync(Cancellation).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        Assert.Equal(new Money(7), (await ledger.SpentAsync(Key, Today, Cancellation)).Spent);
    }

    [Fact]
    public async Task An_unknown_price_is_kept_as_unknown()
    {
        await using SqliteLedger ledger = Open();
        ILedgerEntry entry = ((ILedger)ledger).Open(Reserved(1, 0));
        entry.Settle(new LedgerSettlement { Cost = null, Attempts = [new LedgerAttempt("a/b", null, null, null)] });
        await ledger.FlushAsync(Cancellation);

        LedgerLine line = (await ledger.FindAsync(Reserved(1, 0).RequestId, Cancellation))!;
        Assert.Null(line.Settlement!.Cost);
        Assert.Null(Assert.Single(line.Settlement.Attempts).Cost);
    }

    [Fact]
    public async Task Thousands_of_entries_from_many_threads_are_all_there_once()
    {
        const int Each = 500;
        await using SqliteLedger ledger = Open();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(
            async () =>
            {
                for (int i = 0; i < Each; i++)
                {
                    ILedgerEntry entry = ((ILedger)ledger).Open(Reserved((thread * Each) + i, 10));
                    await entry.Durable.WaitAsync(Cancellation);
                    Assert.NotNull(await ledger.FindAsync(Reserved((thread * Each) + i, 10).RequestId, Cancellation));
                    entry.Settle(new LedgerSettlement { Cost = new Money(3) });
                }
            },
            Cancellation)));
        await ledger.FlushAsync(Cancellation);

        Assert.Equal(new Money(8 * Each * 3), (await ledger.SpentAsync(Key, Today, Cancellation)).Spent);
    }

    [Fact]
    public async Task Settling_twice_is_a_bug_that_shows()
    {
        await using SqliteLedger ledger = Open();
        ILedgerEntry entry = ((ILedger)ledger).Open(Reserved(1, 10));
        entry.Settle(new LedgerSettlement { Cost = new Money(3) });

        Assert.Throws<ObjectDisposedException>(() => entry.Settle(new LedgerSettlement { Cost = new Money(3) }));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void Spend(ILedger ledger, int number, long cost, DateTimeOffset time) =>
        ledger.Open(Reserved(number, cost) with { Time = time }).Settle(new LedgerSettlement { Cost = new Money(cost) });

    private static LedgerReservation Reserved(int number, long amount) => new()
    {
        RequestId = string.Create(CultureInfo.InvariantCulture, $"req_{number:x32}"),
        Time = Noon,
        Scopes = [Key, Team],
        Target = "openai/gpt-5-mini",
        Amount = new Money(amount),
    };

    private SqliteLedger Open(string? folder = null) =>
        Assert.IsType<Opening<SqliteLedger>.Opened>(SqliteLedger.Open(new SqliteOptions { Folder = folder ?? _folder, Time = _time })).Value;

    private void Copy(string folder)
    {
        foreach (string file in Directory.GetFiles(_folder))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }
    }
}

using Headgate.Gateway.Identity;
using Headgate.Gateway.Pricing;
using Headgate.Gateway.Replays;
using Headgate.Gateway.Stores;
using Headgate.Storage.Ledger;
using Headgate.Storage.Tests.Contracts;
using Microsoft.Data.Sqlite;

namespace Headgate.Storage.Tests.Ledger;

public sealed class SqliteLedgerTests : LedgerContract, IAsyncDisposable
{
    private readonly StoreFolder<ILedger> _folder;

    public SqliteLedgerTests() => _folder = new(
        path => Assert.IsType<Opening<SqliteLedger>.Opened>(SqliteLedger.Open(new SqliteOptions { Folder = path, Time = Time })).Value);

    [Fact]
    public async Task A_file_that_is_locked_delays_what_is_durable_and_loses_nothing()
    {
        ILedger ledger = await OpenAsync();
        using SqliteConnection other = new($"Data Source={Path.Combine(_folder.Path, "ledger.db")};Pooling=False");
        other.Open();
        using (SqliteTransaction held = other.BeginTransaction())
        {
            ILedgerEntry entry = ledger.Open(Reserved(1, 500));
            entry.Settle(new LedgerSettlement { Cost = new Money(7) });
            Assert.False(entry.Durable.IsCompleted);
            held.Rollback();
        }

        await ledger.FlushAsync(Cancellation).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        Assert.Equal(new Money(7), (await ledger.SpentAsync(Key, Today, Cancellation)).Spent);
        await CloseAsync(ledger);
    }

    [Fact]
    public async Task It_says_how_many_it_recovered()
    {
        ILedger before = await OpenAsync();
        await before.Open(Reserved(1, 500)).Durable.WaitAsync(Cancellation);
        await before.Open(Reserved(2, 500)).Durable.WaitAsync(Cancellation);

        ILedger after = await CrashAsync(before), again = await CrashAsync(after);
        Assert.Equal((2, 0), (((SqliteLedger)after).Recovered, ((SqliteLedger)again).Recovered));
        await CloseAsync(again);
    }

    [Fact]
    public async Task A_file_from_before_repeats_were_known_is_brought_forward()
    {
        ILedger ledger = await OpenAsync();
        await ledger.Open(Reserved(1, 500)).Durable.WaitAsync(Cancellation);
        await CloseAsync(ledger);
        Execute("DROP TABLE repeatable; PRAGMA user_version = 1");

        ledger = await OpenAsync();
        await ledger.Open(Reserved(2, 500) with { Mark = new RequestMark(KeyDigest.Of("a"), KeyDigest.Of("b")) }).Durable.WaitAsync(Cancellation);
        Assert.NotNull(await ledger.RecallAsync(KeyDigest.Of("a"), Noon, Cancellation));
        Assert.NotNull(await ledger.FindAsync(Reserved(1, 500).RequestId, Cancellation));
        await CloseAsync(ledger);
    }

    [Fact]
    public async Task What_repeats_are_found_by_goes_after_a_day_and_the_entries_stay()
    {
        ILedger ledger = await OpenAsync();
        LedgerReservation reservation = Reserved(1, 500) with { Mark = new RequestMark(KeyDigest.Of("a"), KeyDigest.Of("b")) };
        ledger.Open(reservation).Settle(new LedgerSettlement { Cost = new Money(7) });
        Time.Advance(TimeSpan.FromHours(24));
        await CloseAsync(ledger);
        Assert.Equal(1, Repeatable());

        ledger = await OpenAsync();
        Time.Advance(TimeSpan.FromHours(2));
        await CloseAsync(ledger);

        Assert.Equal(0, Repeatable());
        ledger = await OpenAsync();
        Assert.NotNull(await ledger.FindAsync(reservation.RequestId, Cancellation));
        await CloseAsync(ledger);
    }

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    private long Repeatable() => (long)Execute("SELECT count(*) FROM repeatable")!;

    private object? Execute(string sql)
    {
        using SqliteConnection file = new($"Data Source={Path.Combine(_folder.Path, "ledger.db")};Pooling=False");
        file.Open();
        using SqliteCommand command = file.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    protected override ValueTask<ILedger> OpenAsync() => new(_folder.Open());

    protected override ValueTask CloseAsync(ILedger store) => _folder.CloseAsync(store);

    protected override ValueTask<ILedger> CrashAsync(ILedger store) => new(_folder.Kill());
}

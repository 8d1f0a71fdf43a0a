using System.Collections.Concurrent;
using System.Collections.Immutable;
using Headgate.Gateway.Budgets;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Pricing;
using Headgate.Gateway.Stores;

namespace Headgate.Gateway.Tests.Pipeline.Rig;

/// <summary>A ledger in memory; durable at once, unless it is told to hold back.</summary>
internal sealed class ListLedger : ILedger
{
    public ConcurrentQueue<Entry> Entries { get; } = [];

    /// <summary>What new entries and extensions wait for.</summary>
    public Task Durable { get; set; } = Task.CompletedTask;

    /// <summary>What scopes have spent before.</summary>
    public Dictionary<BudgetScope, Money> Spent { get; } = [];

    /// <summary>How often it was asked whether a request was charged.</summary>
    public int Recalled { get; private set; }

    /// <summary>True while it cannot say what was charged.</summary>
    public bool IsUnreadable { get; set; }

    public Entry Only => Assert.Single(Entries);

    public ILedgerEntry Open(LedgerReservation reservation)
    {
        Entry entry = new(reservation, this);
        Entries.Enqueue(entry);
        return entry;
    }

    public ValueTask<LedgerSum> SpentAsync(BudgetScope scope, BudgetSpan span, CancellationToken cancellation) =>
        new(new LedgerSum(scope, Spent.GetValueOrDefault(scope)));

    public ValueTask<ImmutableArray<LedgerSum>> SpentAsync(BudgetScopeKind kind, BudgetSpan span, CancellationToken cancellation) =>
        new([.. Spent.Where(sum => sum.Key.Kind == kind).Select(sum => new LedgerSum(sum.Key, sum.Value))]);

    public ValueTask<LedgerLine?> FindAsync(string requestId, CancellationToken cancellation) => new((LedgerLine?)null);

    public ValueTask<ChargedRequest?> RecallAsync(KeyDigest key, DateTimeOffset since, CancellationToken cancellation)
    {
        Recalled++;
        if (IsUnreadable)
        {
            throw new IOException("the disk is gone");
        }

        return new(Entries.LastOrDefault(entry => entry.IsCharged && entry.Reservation.Mark?.Key == key && entry.Reservation.Time >= since) is { } found
            ? new ChargedRequest(found.Reservation.RequestId, found.Reservation.Time, found.Reservation.Mark!.Value.Content)
            : null);
    }

    public ValueTask FlushAsync(CancellationToken cancellation) => default;

    internal sealed class Entry(LedgerReservation reservation, ListLedger ledger) : ILedgerEntry
    {
        public LedgerReservation Reservation { get; } = reservation;

        public Money Reserved { get; private set; } = reservation.Amount;

        public LedgerSettlement? Settlement { get; private set; }

        public Task Durable { get; private set; } = ledger.Durable;

        public bool IsCharged => Settlement is null || Settlement.Cost != Money.Zero;

        public void Extend(Money more)
        {
            Assert.Null(Settlement);
            Reserved += more;
            Durable = ledger.Durable;
        }

        public void Settle(LedgerSettlement settlement)
        {
            Assert.Null(Settlement);
            Settlement = settlement;
        }
    }
}

using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Headgate.Gateway.Budgets;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Pricing;
using Headgate.Gateway.Stores;
using Headgate.Gateway.Tests.Pipeline.Simulation;

namespace Headgate.Gateway.Tests.Budgets.Simulation;

/// <summary>
/// A ledger on a disk that takes its time, and now and then far too long. What was not durable when the process ended is gone, and what was
/// left open is settled at what was reserved.
/// </summary>
internal sealed class SimulatedLedger(Random random, VirtualTime time) : ILedger
{
    private readonly Dictionary<BudgetScope, List<Entry>> _byScope = [];
    private TimeSpan _written;
    private bool _isGone;

    /// <summary>True when the disk takes no longer than disks do.</summary>
    public bool IsWell { get; set; }

    /// <summary>What was opened, also what is not durable yet.</summary>
    public List<Entry> Entries { get; } = [];

    public ILedgerEntry Open(LedgerReservation reservation)
    {
        var entry = new Entry(this, reservation);
        Add(entry);
        return entry;
    }

    public ValueTask<LedgerSum> SpentAsync(BudgetScope scope, BudgetSpan span, CancellationToken cancellation) => new(new LedgerSum(scope, Spent(scope, span)));

    public ValueTask<ImmutableArray<LedgerSum>> SpentAsync(BudgetScopeKind kind, BudgetSpan span, CancellationToken cancellation) =>
        new([.. from entry in Entries
            from scope in entry.Reservation.Scopes
            where scope.Kind == kind && span.Holds(entry.Reservation.Time)
            group entry.Charged by scope into charged
            select new LedgerSum(charged.Key, Sum(charged))]);

    public ValueTask<LedgerLine?> FindAsync(string requestId, CancellationToken cancellation) => new((LedgerLine?)null);

    /// <summary>What a reader sees that takes a while to come to it.</summary>
    public async ValueTask<ChargedRequest?> RecallAsync(KeyDigest key, DateTimeOffset since, CancellationToken cancellation)
    {
        await time.WaitAsync(TimeSpan.FromMilliseconds(random.Next(1, 5)), cancellation);
        return Entries.LastOrDefault(entry => entry.MayBeCharged && entry.Reservation.Mark?.Key == key && entry.Reservation.Time >= since) is { } found
            ? new ChargedRequest(found.Reservation.RequestId, found.Reservation.Time, found.Reservation.Mark!.Value.Content)
            : null;
    }

    public ValueTask FlushAsync(CancellationToken cancellation) => default;

    /// <summary>What a scope was charged in a span.</summary>
    public Money Spent(BudgetScope scope, BudgetSpan span) =>
        Sum(_byScope.GetValueOrDefault(scope, []).Where(entry => span.Holds(entry.Reservation.Time)).Select(entry => entry.Charged));

    /// <summary>What the next process finds. This one's entries take nothing more.</summary>
    public SimulatedLedger Recover()
    {
        _isGone = true;
        var next = new SimulatedLedger(random, time);
        Entries.Select(entry => entry.Survives(next)).OfType<Entry>().ToList().ForEach(next.Add);
        return next;
    }

    private void Add(Entry entry)
    {
        Entries.Add(entry);
        foreach (BudgetScope scope in entry.Reservation.Scopes)
        {
            (CollectionsMarshal.GetValueRefOrAddDefault(_byScope, scope, out _) ??= []).Add(entry);
        }
    }

    private static Money Sum(IEnumerable<Money> amounts) => amounts.Aggregate(Money.Zero, (sum, amount) => sum + amount);

    /// <summary>Something is durable after a while, and after all that came before it.</summary>
    private Task WriteAsync(Action done)
    {
        var written = new TaskCompletionSource();
        TimeSpan ready = time.Now + TimeSpan.FromMilliseconds(!IsWell && random.Next(50) == 0 ? random.Next(3_000) : random.Next(1, 20));
        _written = ready > _written ? ready : _written;
        time.At(_written, () =>
        {
            if (!_isGone)
            {
                done();
                written.SetResult();
            }
        });
        return written.Task;
    }

    internal sealed class Entry : ILedgerEntry
    {
        private readonly SimulatedLedger _ledger;
        private Money? _safe;
        private LedgerSettlement? _settled;

        public Entry(SimulatedLedger ledger, LedgerReservation reservation)
        {
            (_ledger, Reservation, Reserved) = (ledger, reservation, reservation.Amount);
            Durable = ledger.WriteAsync(() => _safe = reservation.Amount);
        }

        private Entry(SimulatedLedger ledger, Entry before)
        {
            (_ledger, Reservation, Reserved, _safe, _settled) = (ledger, before.Reservation, before._safe!.Value, before._safe, before._settled);
            (Settlement, IsRecovered, Durable) = (_settled, _settled is null || before.IsRecovered, Task.CompletedTask);
        }

        public LedgerReservation Reservation { get; }

        public Money Reserved { get; private set; }

        public LedgerSettlement? Settlement { get; private set; }

        public bool IsRecovered { get; }

        public Task Durable { get; private set; }

        /// <summary>What it counts to its scopes; nothing while it is open.</summary>
        public Money Charged => IsRecovered ? Reserved : Settlement?.Cost ?? Money.Zero;

        /// <summary>What a reader of the disk sees: one that is not settled there may have cost something.</summary>
        public bool MayBeCharged => _safe is not null && (IsRecovered || _settled is null || _settled.Cost != Money.Zero);

        public void Extend(Money more)
        {
            Assert.Null(Settlement);
            Reserved += more;
            Durable = _ledger.WriteAsync(() => _safe += more);
        }

        public void Settle(LedgerSettlement settlement)
        {
            Assert.Null(Settlement);
            Settlement = settlement;
            _ = _ledger.WriteAsync(() => _settled = settlement);
        }

        public Entry? Survives(SimulatedLedger ledger) => _safe is null ? null : new Entry(ledger, this);
    }
}

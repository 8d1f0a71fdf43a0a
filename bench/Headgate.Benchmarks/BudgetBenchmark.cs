using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using Headgate.Gateway.Budgets;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Pricing;
using Headgate.Gateway.Stores;

namespace Headgate.Benchmarks;

/// <summary>What do a hold at four levels and its settlement cost, without the disk?</summary>
public class BudgetBenchmark
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly BudgetBook _book = new();
    private readonly NoLedger _ledger = new();

    [Benchmark]
    public void AdmitAndSettle() => Expenses.Settle(Expenses.Admit(_book, _ledger, "req_1", Now));

    /// <summary>Takes everything and keeps nothing.</summary>
    private sealed class NoLedger : ILedger, ILedgerEntry
    {
        public Task Durable => Task.CompletedTask;

        public ILedgerEntry Open(LedgerReservation reservation) => this;

        public void Extend(Money more)
        {
        }

        public void Settle(LedgerSettlement settlement)
        {
        }

        public ValueTask<LedgerSum> SpentAsync(BudgetScope scope, BudgetSpan span, CancellationToken cancellation) => new(new LedgerSum(scope, Money.Zero));

        public ValueTask<ImmutableArray<LedgerSum>> SpentAsync(BudgetScopeKind kind, BudgetSpan span, CancellationToken cancellation) => new([]);

        public ValueTask<LedgerLine?> FindAsync(string requestId, CancellationToken cancellation) => new((LedgerLine?)null);

        public ValueTask<ChargedRequest?> RecallAsync(KeyDigest key, DateTimeOffset since, CancellationToken cancellation) => default;

        public ValueTask FlushAsync(CancellationToken cancellation) => default;
    }
}

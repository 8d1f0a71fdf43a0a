using System.Collections.Immutable;
using Headgate.Gateway.Budgets;

namespace Headgate.Gateway.Stores;

/// <summary>
/// What was spent, for good. An entry is opened before a request is sent, and settled once it is over; one that is not settled when the
/// process ends is settled at the next start at what was reserved, and marked recovered. Nothing is ever changed in place. Thread-safe.
/// </summary>
public interface ILedger
{
    /// <summary>Opens an entry. Never waits: <see cref="ILedgerEntry.Durable"/> says when it is safe.</summary>
    ILedgerEntry Open(LedgerReservation reservation);

    /// <summary>What a scope has spent on requests that arrived within a span.</summary>
    ValueTask<LedgerSum> SpentAsync(BudgetScope scope, BudgetSpan span, CancellationToken cancellation);

    /// <summary>What each scope of a kind has spent within a span; those that have spent nothing are left out.</summary>
    ValueTask<ImmutableArray<LedgerSum>> SpentAsync(BudgetScopeKind kind, BudgetSpan span, CancellationToken cancellation);

    /// <summary>The entry of a request; null when there is none, or it is not written yet.</summary>
    ValueTask<LedgerLine?> FindAsync(string requestId, CancellationToken cancellation);

    /// <summary>Waits until everything handed over so far is durable.</summary>
    ValueTask FlushAsync(CancellationToken cancellation);
}

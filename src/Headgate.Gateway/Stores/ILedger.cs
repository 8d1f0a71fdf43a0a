using System.Collections.Immutable;
using Headgate.Gateway.Budgets;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Replays;

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

    /// <summary>
    /// The latest request under an <c>Idempotency-Key</c> that was charged, or whose end is not known; null when there is none. What has been marked
    /// is found for at least 24 hours. Throws <see cref="IOException"/> when the ledger cannot be read.
    /// </summary>
    /// <param name="key">The key, as in <see cref="RequestMark.Key"/>.</param>
    /// <param name="since">Requests that arrived before it do not count.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<ChargedRequest?> RecallAsync(KeyDigest key, DateTimeOffset since, CancellationToken cancellation);

    /// <summary>Waits until everything handed over so far is durable.</summary>
    ValueTask FlushAsync(CancellationToken cancellation);
}

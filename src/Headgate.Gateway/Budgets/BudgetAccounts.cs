using System.Collections.Immutable;
using Headgate.Gateway.Config;
using Headgate.Gateway.Stores;

namespace Headgate.Gateway.Budgets;

/// <summary>Where budgets get what was spent before this process counted: out of the ledger, before a config that has them is in force.</summary>
public sealed class BudgetAccounts(BudgetBook book, ILedger ledger, TimeProvider time)
{
    /// <summary>Opens the accounts that the book does not know. Throws what the ledger throws.</summary>
    public async ValueTask OpenAsync(ConfigSnapshot config, CancellationToken cancellation)
    {
        ImmutableArray<Budget> unknown =
            [.. config.Keys.All.SelectMany(key => key.Budgets).Where(budget => !book.Knows(budget)).DistinctBy(budget => budget.Account)];
        foreach (Budget budget in unknown)
        {
            DateTimeOffset now = time.GetUtcNow();
            LedgerSum sum = await ledger.SpentAsync(budget.Scope, BudgetSpan.At(now, budget.Period, budget.Zone), cancellation).ConfigureAwait(false);
            book.Open(budget, sum.Spent, now);
        }
    }
}

using System.Collections.Immutable;
using Headgate.Gateway.Config;
using Headgate.Gateway.Pricing;
using Headgate.Gateway.Stores;

namespace Headgate.Gateway.Budgets;

/// <summary>Where budgets get what was spent before this process counted: out of the ledger, before a config that has them is in force.</summary>
public sealed class BudgetAccounts(BudgetBook book, ILedger ledger, TimeProvider time)
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromHours(1);

    private DateTimeOffset _sweepAt;

    /// <summary>Opens the accounts that the book does not know. Throws what the ledger throws.</summary>
    public async ValueTask OpenAsync(ConfigSnapshot config, CancellationToken cancellation)
    {
        foreach (Budget budget in config.Budgets.Where(budget => !book.Knows(budget)).ToImmutableArray())
        {
            DateTimeOffset now = time.GetUtcNow();
            LedgerSum sum = await ledger.SpentAsync(budget.Scope, BudgetSpan.At(now, budget.Period, budget.Zone), cancellation).ConfigureAwait(false);
            book.Open(budget, sum.Spent, now);
        }

        foreach (EndUserBudget users in config.EndUsers.Where(users => !book.Knows(users.Nameless)).ToImmutableArray())
        {
            await OpenAsync(users, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Forgets what end users have left behind, once an hour however often it is called. Not thread-safe.</summary>
    public void Sweep()
    {
        DateTimeOffset now = time.GetUtcNow();
        if (now >= _sweepAt)
        {
            _sweepAt = now + SweepInterval;
            book.Sweep(now);
        }
    }

    /// <summary>Those of end users who have spent something; the others' begin with nothing, when they come.</summary>
    private async ValueTask OpenAsync(EndUserBudget users, CancellationToken cancellation)
    {
        Budget nameless = users.Nameless;
        DateTimeOffset now = time.GetUtcNow();
        BudgetSpan span = BudgetSpan.At(now, nameless.Period, nameless.Zone);
        foreach (LedgerSum sum in await ledger.SpentAsync(BudgetScopeKind.EndUser, span, cancellation).ConfigureAwait(false))
        {
            if (sum.Scope.IsBeside(nameless.Scope))
            {
                book.Open(nameless with { Scope = sum.Scope }, sum.Spent, now);
            }
        }

        book.Open(nameless, Money.Zero, now);
    }
}

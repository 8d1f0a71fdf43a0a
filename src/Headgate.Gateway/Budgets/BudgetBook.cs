using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Headgate.Gateway.Pricing;

namespace Headgate.Gateway.Budgets;

/// <summary>
/// All balances of this process, in memory. A hold is taken at every level or at none, under one short lock: what two requests may spend
/// together never depends on how they interleave. Thread-safe; waits for nothing else.
/// </summary>
/// <param name="watch">Is told what budgets come to; null for nobody.</param>
public sealed class BudgetBook(IBudgetWatch? watch = null)
{
    /// <summary>For how long a span that is over is remembered: longer than any request takes from its arrival to its first call.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    private readonly Lock _gate = new();

    // Changed under the lock alone; read without it where many are walked through, so that nobody has to wait meanwhile.
    private readonly ConcurrentDictionary<BudgetAccountId, BudgetWindow> _windows = [];

    /// <summary>Says what an account has spent in the span of a moment before this process began to count it. A known account stays as it is.</summary>
    public void Open(Budget budget, Money spent, DateTimeOffset now)
    {
        lock (_gate)
        {
            BudgetWindow window = new(BudgetSpan.At(now, budget.Period, budget.Zone), spent);
            if (_windows.TryAdd(budget.Account, window))
            {
                // What was settled before a crash may not have been told: whoever takes it knows what was.
                Tell(budget, window);
            }
        }
    }

    /// <summary>True when the account's spending is known.</summary>
    public bool Knows(Budget budget)
    {
        lock (_gate)
        {
            return _windows.ContainsKey(budget.Account);
        }
    }

    /// <summary>Holds an amount at all levels.</summary>
    /// <param name="budgets">The levels, the narrowest first.</param>
    /// <param name="amount">The most that the request can cost as far as is known; zero is always held.</param>
    /// <param name="now">The moment: it says in which spans it is held.</param>
    /// <param name="refusal">Why not; null when it is held.</param>
    /// <returns>What is held; null when it is not.</returns>
    public BudgetHold? TryHold(ImmutableArray<Budget> budgets, Money amount, DateTimeOffset now, out BudgetRefusal? refusal)
    {
        BudgetWindow[] windows = new BudgetWindow[budgets.Length];
        lock (_gate)
        {
            for (int i = 0; i < windows.Length; i++)
            {
                windows[i] = Current(budgets[i], now);
            }

            return Fits(budgets, windows, amount, out refusal) ? Take(budgets, windows, amount) : null;
        }
    }

    /// <summary>How a budget stands.</summary>
    public BudgetState Look(Budget budget, DateTimeOffset now)
    {
        lock (_gate)
        {
            return StateOf(Current(budget, now));
        }
    }

    /// <summary>The end users that are known of a key or team, as far as they have spent or hold anything; in no order.</summary>
    /// <param name="nameless">The budget of the one that has no name.</param>
    public IEnumerable<Budget> EndUsers(Budget nameless) =>
        from account in _windows
        where account.Key.Scope.IsBeside(nameless.Scope) && account.Key == nameless.Account with { Scope = account.Key.Scope }
        select nameless with { Scope = account.Key.Scope };

    /// <summary>
    /// Forgets the spans that are long over and that nothing is held in: what end users leave behind. They begin anew when they come back.
    /// </summary>
    /// <returns>How many accounts were forgotten.</returns>
    public int Sweep(DateTimeOffset now)
    {
        int swept = 0;
        foreach ((BudgetAccountId account, BudgetWindow window) in _windows)
        {
            // A span without an end, and what is near its end, is left out before the lock is taken: that is nearly all.
            if (window.Span.End < now - Remembered)
            {
                lock (_gate)
                {
                    swept += window.IsIdle && _windows.TryRemove(KeyValuePair.Create(account, window)) ? 1 : 0;
                }
            }
        }

        return swept;
    }

    /// <summary>Takes note that a request ended because of a refusal: the first in a span is told.</summary>
    public void Refuse(BudgetRefusal refusal)
    {
        lock (_gate)
        {
            if (watch is not null && refusal.Window is { IsExceededTold: false } window)
            {
                window.IsExceededTold = watch.TryTake(AlertOf(BudgetAlertKind.Exceeded, refusal.Budget, window));
            }
        }
    }

    internal BudgetRefusal? Extend(BudgetHold hold, Money more)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(hold.IsSettled, hold);
            if (!Fits(hold.Budgets, hold.Windows, more, out BudgetRefusal? refusal))
            {
                return refusal;
            }

            foreach (BudgetWindow window in hold.Windows)
            {
                window.Hold(more);
            }

            hold.Amount += more;
            return null;
        }
    }

    internal bool Settle(BudgetHold hold, Money cost)
    {
        lock (_gate)
        {
            if (hold.IsSettled)
            {
                return false;
            }

            for (int i = 0; i < hold.Windows.Length; i++)
            {
                hold.Windows[i].Settle(hold.Amount, cost);
                Tell(hold.Budgets[i], hold.Windows[i]);
            }

            return hold.IsSettled = true;
        }
    }

    // What is settled is never taken back, so the soft limit is crossed once; what is held comes and goes.
    private void Tell(Budget budget, BudgetWindow window)
    {
        if (watch is not null && !window.IsSoftTold && budget.SoftLimit is { } soft && window.Spent >= soft)
        {
            window.IsSoftTold = watch.TryTake(AlertOf(BudgetAlertKind.SoftLimit, budget, window));
        }
    }

    private static BudgetAlert AlertOf(BudgetAlertKind kind, Budget budget, BudgetWindow window) =>
        new(kind, budget, window.Span, window.Spent, window.Held);

    private BudgetHold Take(ImmutableArray<Budget> budgets, BudgetWindow[] windows, Money amount)
    {
        foreach (BudgetWindow window in windows)
        {
            window.Hold(amount);
        }

        return new BudgetHold(this, budgets, windows, amount);
    }

    // A span that is over stays with the requests that arrived in it, also with those that come to be held after it; a clock that was set back further
    // than spans are remembered changes nothing.
    private BudgetWindow Current(Budget budget, DateTimeOffset now)
    {
        BudgetAccountId account = budget.Account;
        if (!_windows.TryGetValue(account, out BudgetWindow? window) || now >= window.Span.End)
        {
            window = After(window, budget, now);
            Forget(window, now - Remembered);
            _windows[account] = window;
        }

        while (now < window.Span.Start && window.Before is { } before)
        {
            window = now < before.Span.End ? before : window.Before = After(before, budget, now);
        }

        return window;
    }

    private static BudgetWindow After(BudgetWindow? before, Budget budget, DateTimeOffset now) =>
        new(BudgetSpan.At(now, budget.Period, budget.Zone), Money.Zero) { Before = before };

    private static void Forget(BudgetWindow window, DateTimeOffset end)
    {
        while (window.Before is { } before && before.Span.End > end)
        {
            window = before;
        }

        window.Before = null;
    }

    private static bool Fits(ImmutableArray<Budget> budgets, BudgetWindow[] windows, Money amount, [NotNullWhen(false)] out BudgetRefusal? refusal)
    {
        refusal = null;
        for (int i = 0; i < windows.Length && amount > Money.Zero; i++)
        {
            if (windows[i].Left(budgets[i].Limit) < amount)
            {
                refusal = new BudgetRefusal(budgets[i], StateOf(windows[i]), amount) { Window = windows[i] };
                return false;
            }
        }

        return true;
    }

    private static BudgetState StateOf(BudgetWindow window) =>
        new(window.Spent, window.Held, window.Span.End == DateTimeOffset.MaxValue ? null : window.Span.End);
}

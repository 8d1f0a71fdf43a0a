using Headgate.Gateway.Pricing;

namespace Headgate.Gateway.Budgets;

/// <summary>What was spent and is held in one span of one account. Guarded by its book's lock.</summary>
/// <param name="span">The time it is for.</param>
/// <param name="spent">What was spent in it before it was opened here.</param>
internal sealed class BudgetWindow(BudgetSpan span, Money spent)
{
    public BudgetSpan Span { get; } = span;

    /// <summary>What was settled.</summary>
    public Money Spent { get; private set; } = spent;

    /// <summary>What open requests may still come to.</summary>
    public Money Held { get; private set; }

    /// <summary>An earlier span of the account, for requests that arrived in it and are late; null when none is remembered.</summary>
    public BudgetWindow? Before { get; set; }

    /// <summary>True once it was told that the soft limit is reached.</summary>
    public bool IsSoftTold { get; set; }

    /// <summary>True once it was told that a request was refused.</summary>
    public bool IsExceededTold { get; set; }

    /// <summary>True when nothing is held in it, nor in an earlier one that is remembered.</summary>
    public bool IsIdle => Held == Money.Zero && Before is not { IsIdle: false };

    /// <summary>What can still be held under a limit; negative after an overrun, or where the limit was lowered.</summary>
    public Money Left(Money limit) => limit - Spent - Held;

    public void Hold(Money amount) => Held += amount;

    /// <summary>Gives back what was held, and keeps what it came to.</summary>
    public void Settle(Money held, Money cost)
    {
        Held -= held;
        Spent += cost;
    }
}

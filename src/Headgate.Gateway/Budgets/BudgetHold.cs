using System.Collections.Immutable;
using Headgate.Gateway.Pricing;

namespace Headgate.Gateway.Budgets;

/// <summary>
/// What one request holds at all its levels, until it is settled once. It stays with the spans in which it was taken: a request that
/// runs past midnight is the old day's.
/// </summary>
public sealed class BudgetHold
{
    private readonly BudgetBook _book;

    internal BudgetHold(BudgetBook book, ImmutableArray<Budget> budgets, BudgetWindow[] windows, Money amount) =>
        (_book, Budgets, Windows, Amount) = (book, budgets, windows, amount);

    /// <summary>What it is held against, the narrowest first.</summary>
    public ImmutableArray<Budget> Budgets { get; }

    /// <summary>What is held at each level.</summary>
    public Money Amount { get; internal set; }

    /// <summary>True once it is settled: nothing is held any more.</summary>
    public bool IsSettled { get; internal set; }

    internal BudgetWindow[] Windows { get; }

    /// <summary>Holds more, at all levels or at none; gives why not, or null when it is held.</summary>
    public BudgetRefusal? Extend(Money more) => _book.Extend(this, more);

    /// <summary>Gives back what is held and charges what it came to. A second settling changes nothing and gives false.</summary>
    public bool Settle(Money cost) => _book.Settle(this, cost);
}

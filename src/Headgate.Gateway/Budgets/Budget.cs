using Headgate.Gateway.Pricing;

namespace Headgate.Gateway.Budgets;

/// <summary>How much may be spent, by whom, and how long that lasts.</summary>
/// <param name="Scope">Whose money it is.</param>
/// <param name="Limit">How much; zero allows nothing that costs.</param>
/// <param name="Period">How long it lasts.</param>
/// <param name="Zone">Whose midnight it is; UTC unless <c>timezone</c> says otherwise.</param>
public sealed record Budget(BudgetScope Scope, Money Limit, BudgetPeriod Period, TimeZoneInfo Zone)
{
    /// <summary>True when answers whose length the client leaves open are bounded to what is left. Default false.</summary>
    public bool IsStrict { get; init; }

    /// <summary>What is told when this much is spent; null for nothing. Refuses nobody.</summary>
    public Money? SoftLimit { get; init; }

    /// <summary>What the counting goes by: the amount may be edited and the spending stays.</summary>
    internal BudgetAccountId Account => new(Scope, Period, Zone.Id);
}

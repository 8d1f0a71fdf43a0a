namespace Headgate.Gateway.Budgets;

/// <summary>What a count of spending belongs to.</summary>
/// <param name="Scope">Whose money.</param>
/// <param name="Period">How long it is counted.</param>
/// <param name="Zone">The time zone's id.</param>
internal readonly record struct BudgetAccountId(BudgetScope Scope, BudgetPeriod Period, string Zone);

using Headgate.Gateway.Budgets;
using Headgate.Gateway.Pricing;

namespace Headgate.Gateway.Stores;

/// <summary>What a scope has spent.</summary>
/// <param name="Scope">Whose money.</param>
/// <param name="Spent">How much.</param>
public readonly record struct LedgerSum(BudgetScope Scope, Money Spent);

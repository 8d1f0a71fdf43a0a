using Headgate.Gateway.Pricing;

namespace Headgate.Gateway.Budgets;

/// <summary>How a budget stands.</summary>
/// <param name="Spent">What was spent in the span.</param>
/// <param name="Held">What open requests may still come to.</param>
/// <param name="ResetsAt">When it begins anew; null when it never does.</param>
public readonly record struct BudgetState(Money Spent, Money Held, DateTimeOffset? ResetsAt);

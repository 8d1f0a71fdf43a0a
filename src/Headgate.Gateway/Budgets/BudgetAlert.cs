using Headgate.Gateway.Pricing;

namespace Headgate.Gateway.Budgets;

/// <summary>That a budget has come to something that operators want to know.</summary>
/// <param name="Kind">To what.</param>
/// <param name="Budget">Which, with its limits as they were then.</param>
/// <param name="Span">The span it is about.</param>
/// <param name="Spent">What was settled in it.</param>
/// <param name="Held">What open requests may still come to.</param>
public sealed record BudgetAlert(BudgetAlertKind Kind, Budget Budget, BudgetSpan Span, Money Spent, Money Held);

using Headgate.Gateway.Pricing;

namespace Headgate.Gateway.Budgets;

/// <summary>Why a request cannot be paid for.</summary>
/// <param name="Budget">The first budget, the narrowest, that has too little left.</param>
/// <param name="State">How it stands.</param>
/// <param name="Wanted">What was to be held in addition.</param>
public sealed record BudgetRefusal(Budget Budget, BudgetState State, Money Wanted)
{
    /// <summary>The window that it was refused in; null when no book refused it.</summary>
    internal BudgetWindow? Window { get; init; }
}

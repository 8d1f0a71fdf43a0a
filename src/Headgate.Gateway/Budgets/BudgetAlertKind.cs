namespace Headgate.Gateway.Budgets;

/// <summary>What operators are told of a budget, each once in a span.</summary>
public enum BudgetAlertKind
{
    /// <summary>What was settled has reached the soft limit.</summary>
    SoftLimit,

    /// <summary>The first request was refused, or its answer cut off, because too little was left.</summary>
    Exceeded,
}

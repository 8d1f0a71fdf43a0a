namespace Headgate.Gateway.Budgets;

/// <summary>The words for <see cref="BudgetScopeKind"/>.</summary>
public static class BudgetScopeNames
{
    /// <summary><c>key</c>, <c>end_user</c>, <c>team</c>, <c>organization</c>, <c>tag</c> or <c>model</c>.</summary>
    public static string Name(this BudgetScopeKind kind) => kind switch
    {
        BudgetScopeKind.Key => "key",
        BudgetScopeKind.EndUser => "end_user",
        BudgetScopeKind.Team => "team",
        BudgetScopeKind.Organization => "organization",
        BudgetScopeKind.Tag => "tag",
        _ => "model",
    };
}

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

    /// <summary>How a sentence names the owner: <c>this API key</c>.</summary>
    public static string Owner(this BudgetScopeKind kind) => kind switch
    {
        BudgetScopeKind.Key => "this API key",
        BudgetScopeKind.EndUser => "this end user",
        BudgetScopeKind.Team => "this API key's team",
        BudgetScopeKind.Organization => "this API key's organization",
        BudgetScopeKind.Tag => "this API key's tag",
        _ => "this model",
    };
}

namespace Headgate.Gateway.Budgets;

/// <summary>Whose money a budget bounds.</summary>
/// <param name="Kind">What kind of owner.</param>
/// <param name="Id">Which one: a key's id, a team's or organization's name, <c>tag=value</c>, an alias' name,
/// an end user as <c>key:key_1/alice</c> or <c>team:core/alice</c>.</param>
public readonly record struct BudgetScope(BudgetScopeKind Kind, string Id)
{
    /// <summary><c>team:platform</c>: how it is kept and shown.</summary>
    public override string ToString() => $"{Kind.Name()}:{Id}";
}

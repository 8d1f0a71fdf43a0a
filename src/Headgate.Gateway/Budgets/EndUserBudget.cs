namespace Headgate.Gateway.Budgets;

/// <summary>What each end user of a key or of a team may spend.</summary>
/// <param name="Owner">The key or the team.</param>
/// <param name="Nameless">The budget of the requests that name no user; each named one has the like.</param>
public sealed record EndUserBudget(BudgetScope Owner, Budget Nameless)
{
    /// <summary>Of an owner, by the budget that any of its users has.</summary>
    public static EndUserBudget Of(BudgetScope owner, Func<BudgetScope, Budget> budget) => new(owner, budget(EndUser.Of(owner, null)));

    /// <summary>The budget of one user.</summary>
    /// <param name="name">As the request names them; null for none.</param>
    public Budget For(string? name) => string.IsNullOrEmpty(name) ? Nameless : Nameless with { Scope = EndUser.Of(Owner, name) };
}

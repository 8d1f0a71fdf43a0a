using Headgate.Console.Operations.Config;
using Headgate.Gateway.Budgets;
using Headgate.Gateway.Config;

namespace Headgate.Console.Operations.Budgets;

/// <summary>Lists the budgets in force and how they stand, by scope and name.</summary>
public sealed class ListBudgets(IConfigControl config, BudgetBook book, TimeProvider time) : Operation<PageInput, Listing<BudgetView>>
{
    /// <inheritdoc />
    public override AdminRole Needs => AdminRole.Viewer;

    /// <inheritdoc />
    protected override ValueTask<Outcome<Listing<BudgetView>>> ExecuteAsync(PageInput input, Actor actor, CancellationToken cancellation)
    {
        DateTimeOffset now = time.GetUtcNow();
        IEnumerable<BudgetView> budgets =
            from key in config.Current.Keys.All
            from budget in key.Budgets
            group (budget, key) by budget.Scope into scope
            let first = scope.First()
            let name = first.budget.Scope.Kind == BudgetScopeKind.Key ? first.key.Name : first.budget.Scope.Id
            select BudgetView.Of(name, first.budget, book.Look(first.budget, now));
        return new(Listing<BudgetView>.Cut(budgets, budget => $"{budget.Scope}:{budget.Name}", input));
    }
}

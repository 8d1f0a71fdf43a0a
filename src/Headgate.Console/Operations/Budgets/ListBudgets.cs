using System.Collections.Immutable;
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
    protected override ValueTask<Outcome<Listing<BudgetView>>> ExecuteAsync(PageInput input, Actor actor, CancellationToken cancellation) =>
        new(List(config.Current, input));

    private Outcome<Listing<BudgetView>> List(ConfigSnapshot snapshot, PageInput input)
    {
        Dictionary<string, string> keys = snapshot.Keys.All.ToDictionary(key => key.Id, key => key.Name, StringComparer.Ordinal);
        IEnumerable<Entry> entries =
            snapshot.Budgets.Select(budget => new Entry(NameOf(budget.Scope, keys), budget))
                .Concat(snapshot.EndUsers.SelectMany(users => EndUsersOf(users, keys)));
        Outcome<Listing<Entry>> page = Listing<Entry>.Cut(entries, entry => $"{entry.Budget.Scope.Kind.Name()}:{entry.Name}", input);
        if (!page.Succeeded)
        {
            return page.Problem;
        }

        DateTimeOffset now = time.GetUtcNow();
        ImmutableArray<BudgetView> views = [.. page.Value.Items.Select(entry => BudgetView.Of(entry.Name, entry.Budget, book.Look(entry.Budget, now)))];
        return new Listing<BudgetView>(views, page.Value.Next);
    }

    /// <summary>End users are known by their requests: there may be very many, of whom a page is looked at.</summary>
    private IEnumerable<Entry> EndUsersOf(EndUserBudget users, Dictionary<string, string> keys)
    {
        string owner = $"{users.Owner.Kind.Name()}:{NameOf(users.Owner, keys)}";
        int prefix = users.Nameless.Scope.Id.Length;
        return book.EndUsers(users.Nameless).Select(budget => new Entry($"{owner}/{budget.Scope.Id.AsSpan(prefix)}", budget));
    }

    private static string NameOf(BudgetScope scope, Dictionary<string, string> keys) =>
        scope.Kind == BudgetScopeKind.Key ? keys[scope.Id] : scope.Id;

    private readonly record struct Entry(string Name, Budget Budget);
}

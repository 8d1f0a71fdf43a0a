using System.Collections.Immutable;
using Headgate.Gateway.Config;
using Headgate.Gateway.Identity;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Budgets;

/// <summary>Whose money one request spends, the narrowest first.</summary>
/// <param name="Budgets">What it is held against; empty without limits.</param>
/// <param name="Scopes">Whom it is written down for: whoever has a budget, and its key, team and organization in any case.</param>
internal readonly record struct SpendingLevels(ImmutableArray<Budget> Budgets, ImmutableArray<BudgetScope> Scopes)
{
    /// <summary>Those of a request.</summary>
    /// <param name="key">Its key: that, its team, its organization and its tags.</param>
    /// <param name="model">What it asks for.</param>
    /// <param name="request">Its body, which names the end user.</param>
    public static SpendingLevels Of(VirtualKey key, ModelAlias model, JsonScan request)
    {
        if (key.EndUsers is null && model.Budget is null)
        {
            return new SpendingLevels(key.Budgets, key.Scopes);
        }

        ImmutableArray<Budget> budgets = key.Budgets;
        ImmutableArray<BudgetScope> scopes = key.Scopes;
        if (model.Budget is { } ofModel)
        {
            budgets = budgets.Add(ofModel);
            scopes = scopes.Add(ofModel.Scope);
        }

        if (key.EndUsers is { } ofUsers)
        {
            Budget ofUser = ofUsers.For(RequestUser.Of(request));
            bool hasOwn = budgets is [{ Scope.Kind: BudgetScopeKind.Key }, ..];
            budgets = budgets.Insert(hasOwn ? 1 : 0, ofUser);
            scopes = scopes.Insert(1, ofUser.Scope);
        }

        return new SpendingLevels(budgets, scopes);
    }
}

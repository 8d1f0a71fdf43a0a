using System.Collections.Immutable;
using Headgate.Gateway.Budgets;
using Headgate.Gateway.Config.Description;
using Headgate.Gateway.Config.Reading;
using Headgate.Gateway.Config.Rules;
using Headgate.Gateway.Config.Shapes;

namespace Headgate.Gateway.Config.Derivation;

/// <summary><c>budget:</c>, wherever it is written.</summary>
internal static class BudgetDerivation
{
    /// <summary>The budget of a scope; none when the section has none.</summary>
    public static ImmutableArray<Budget> Of(Draft draft, Section owner, Key<Section> key, BudgetScope scope)
    {
        if (owner.Find(key) is not { Value: var budget })
        {
            return [];
        }

        TimeZoneInfo zone = budget.Find(BudgetKeys.TimeZone)?.Value ?? draft.Root.Find(RootKeys.TimeZone)?.Value ?? TimeZoneInfo.Utc;
        return
        [
            new Budget(scope, budget.Get(BudgetKeys.Usd), budget.Get(BudgetKeys.Period), zone)
            {
                IsStrict = budget.Get(BudgetKeys.Strict),
                SoftLimit = budget.Find(BudgetKeys.SoftUsd)?.Value,
            },
        ];
    }

    /// <summary>What each end user of a key or a team may spend; null when the section does not say.</summary>
    public static EndUserBudget? OfEndUsers(Draft draft, Section owner, Key<Section> key, BudgetScope scope) =>
        owner.Find(key) is { Value: var users }
            ? new EndUserBudget(scope, Of(draft, users, EndUserKeys.Budget, EndUser.Of(scope, null)).Single())
            : null;

    /// <summary>The budgets of tags, by <c>name=value</c>.</summary>
    public static ImmutableDictionary<string, Budget> OfTags(Draft draft) =>
        (from tag in draft.Root.Get(RootKeys.Tags)
         from value in tag.Value
         from budget in Of(draft, value.Value, TagKeys.Budget, new BudgetScope(BudgetScopeKind.Tag, $"{tag.Name}={value.Name}"))
         select budget).ToImmutableDictionary(static budget => budget.Scope.Id, StringComparer.Ordinal);

    /// <summary>Those of a key's tags that have one.</summary>
    public static IEnumerable<Budget> OfTags(ImmutableDictionary<string, Budget> budgets, ImmutableSortedDictionary<string, string> tags) =>
        from tag in tags
        where budgets.ContainsKey($"{tag.Key}={tag.Value}")
        select budgets[$"{tag.Key}={tag.Value}"];

    /// <summary>The budget of an organization; none when none is named.</summary>
    public static ImmutableArray<Budget> OfOrganization(Draft draft, string? name) => name is null
        ? []
        : Of(draft, draft.Organizations.Single(known => known.Name == name).Value, OrganizationKeys.Budget,
            new BudgetScope(BudgetScopeKind.Organization, name));
}

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
        return [new Budget(scope, budget.Get(BudgetKeys.Usd), budget.Get(BudgetKeys.Period), zone)];
    }

    /// <summary>The budget of an organization; none when none is named.</summary>
    public static ImmutableArray<Budget> OfOrganization(Draft draft, string? name) => name is null
        ? []
        : Of(draft, draft.Organizations.Single(known => known.Name == name).Value, OrganizationKeys.Budget,
            new BudgetScope(BudgetScopeKind.Organization, name));
}

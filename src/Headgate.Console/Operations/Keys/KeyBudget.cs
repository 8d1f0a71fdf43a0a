using Headgate.Gateway.Budgets;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Pricing;

namespace Headgate.Console.Operations.Keys;

/// <summary>How much a key may spend.</summary>
/// <param name="Usd">US dollars, as a decimal text: <c>"50"</c>, <c>"0.25"</c>.</param>
/// <param name="Period"><c>hour</c>, <c>day</c>, <c>week</c>, <c>month</c> or <c>total</c>.</param>
/// <param name="Timezone">Whose midnight it is, by its IANA name. Default UTC.</param>
public sealed record KeyBudget(string Usd, string Period, string? Timezone = null)
{
    /// <summary>A key's own budget; null when it has none.</summary>
    internal static KeyBudget? Of(VirtualKey key) => key.Budgets.FirstOrDefault(budget => budget.Scope.Kind == BudgetScopeKind.Key) is { } own
        ? new KeyBudget(own.Limit.ToString(), own.Period.Name(), own.Zone.Id)
        : null;

    /// <summary>What is wrong with it; null when nothing is.</summary>
    internal Problem? Check() =>
        !Money.TryParse(Usd, out Money limit) || limit < Money.Zero
            ? Problem.Invalid("budget.usd", "`budget.usd` takes an amount of dollars, such as \"50\" or \"0.25\".")
        : BudgetPeriodNames.Parse(Period) is null ? Problem.Invalid("budget.period", "`budget.period` takes hour, day, week, month or total.")
        : Zone is null ? Problem.Invalid("budget.timezone", "`budget.timezone` is no time zone, such as Europe/Berlin.")
        : null;

    /// <summary>The budget of a key.</summary>
    internal Budget ToBudget(string keyId)
    {
        _ = Money.TryParse(Usd, out Money limit);
        return new Budget(new BudgetScope(BudgetScopeKind.Key, keyId), limit, BudgetPeriodNames.Parse(Period)!.Value, Zone!);
    }

    private TimeZoneInfo? Zone => TimeZoneInfo.TryFindSystemTimeZoneById(Timezone ?? "UTC", out TimeZoneInfo? zone) ? zone : null;
}

using System.Text.Json.Serialization;
using Headgate.Gateway.Budgets;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Pricing;

namespace Headgate.Console.Operations.Keys;

/// <summary>How much a key, or each of its end users, may spend.</summary>
/// <param name="Usd">US dollars, as a decimal text: <c>"50"</c>, <c>"0.25"</c>.</param>
/// <param name="Period"><c>hour</c>, <c>day</c>, <c>week</c>, <c>month</c> or <c>total</c>.</param>
/// <param name="Timezone">Whose midnight it is, by its IANA name. Default UTC.</param>
/// <param name="Strict">Whether answers whose length the client leaves open are bounded to what is left. Default false.</param>
/// <param name="SoftUsd">When this much is spent, the webhook is told, once a period; at most <paramref name="Usd"/>. Default nobody is told.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record KeyBudget(string Usd, string Period, string? Timezone = null, bool Strict = false, string? SoftUsd = null)
{
    /// <summary>A key's own budget; null when it has none.</summary>
    internal static KeyBudget? Of(VirtualKey key) => key.Budgets.FirstOrDefault(budget => budget.Scope.Kind == BudgetScopeKind.Key) is { } own ? Of(own) : null;

    /// <summary>As it is written.</summary>
    internal static KeyBudget Of(Budget budget) => new(
        budget.Limit.ToString(), budget.Period.Name(), budget.Zone.Id, budget.IsStrict, budget.SoftLimit?.ToString());

    /// <summary>What is wrong with it; null when nothing is.</summary>
    /// <param name="path">Where it stands in the input.</param>
    /// <param name="hasWebhook">Whether there is somebody to tell of what was spent.</param>
    internal Problem? Check(string path, bool hasWebhook) =>
        !Money.TryParse(Usd, out Money limit) || limit < Money.Zero
            ? Problem.Invalid($"{path}.usd", $"`{path}.usd` takes an amount of dollars, such as \"50\" or \"0.25\".")
        : BudgetPeriodNames.Parse(Period) is null ? Problem.Invalid($"{path}.period", $"`{path}.period` takes hour, day, week, month or total.")
        : Zone is null ? Problem.Invalid($"{path}.timezone", $"`{path}.timezone` is no time zone, such as Europe/Berlin.")
        : SoftUsd is { } soft ? CheckSoft($"{path}.soft_usd", soft, limit, hasWebhook)
        : null;

    /// <summary>The budget of a scope.</summary>
    internal Budget ToBudget(BudgetScope scope)
    {
        _ = Money.TryParse(Usd, out Money limit);
        return new Budget(scope, limit, BudgetPeriodNames.Parse(Period)!.Value, Zone!)
        {
            IsStrict = Strict,
            SoftLimit = SoftUsd is not null && Money.TryParse(SoftUsd, out Money soft) ? soft : null,
        };
    }

    private static Problem? CheckSoft(string path, string text, Money limit, bool hasWebhook) =>
        !Money.TryParse(text, out Money soft) || soft < Money.Zero || soft > limit
            ? Problem.Invalid(path, $"`{path}` takes an amount of dollars that is at most `usd`.")
        : !hasWebhook ? Problem.Invalid(path, "There is nobody to tell when this is spent: the config in force has no `webhook`.")
        : null;

    private TimeZoneInfo? Zone => TimeZoneInfo.TryFindSystemTimeZoneById(Timezone ?? "UTC", out TimeZoneInfo? zone) ? zone : null;
}

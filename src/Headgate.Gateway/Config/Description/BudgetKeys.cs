using Headgate.Gateway.Budgets;
using Headgate.Gateway.Config.Shapes;
using Headgate.Gateway.Pricing;

namespace Headgate.Gateway.Config.Description;

/// <summary><c>budget:</c>, wherever it is written.</summary>
internal static class BudgetKeys
{
    public static readonly Key<Money> Usd = new("usd", Amounts.Usd, "How much may be spent in a period, in US dollars.") { IsRequired = true };

    public static readonly Key<BudgetPeriod> Period = new(
        "period",
        Scalars.Word([.. Enum.GetValues<BudgetPeriod>().Select(period => (period.Name(), period))]),
        "How long it lasts before it begins anew; `total` never does. Weeks begin on Monday.")
    { IsRequired = true };

    public static readonly Key<TimeZoneInfo> TimeZone = new("timezone", TimeZones.Name, "Whose midnight it is; the top level's when nothing is written.");

    public static readonly Key<bool> Strict = new("strict", Scalars.Flag,
        "Whether answers whose length the client leaves open are bounded, to `budgets.reserve_output` or to as much of it as what is left pays for, so "
        + "that nothing is overspent.")
    { Default = "false" };

    public static readonly Key<Money> SoftUsd = new("soft_usd", Amounts.Usd,
        "When this much is spent, `webhook` is told, once a period; nobody is refused. At most `usd`. In US dollars.");

    public static readonly SectionShape Shape = new(Usd, SoftUsd, Period, Strict, TimeZone);
}

namespace Headgate.Gateway.Budgets;

/// <summary>The words for <see cref="BudgetPeriod"/>.</summary>
public static class BudgetPeriodNames
{
    /// <summary><c>hour</c>, <c>day</c>, <c>week</c>, <c>month</c> or <c>total</c>.</summary>
    public static string Name(this BudgetPeriod period) => period switch
    {
        BudgetPeriod.Hour => "hour",
        BudgetPeriod.Day => "day",
        BudgetPeriod.Week => "week",
        BudgetPeriod.Month => "month",
        _ => "total",
    };

    /// <summary>The period of a word; null when it is none.</summary>
    public static BudgetPeriod? Parse(string word)
    {
        foreach (BudgetPeriod period in Enum.GetValues<BudgetPeriod>())
        {
            if (period.Name() == word)
            {
                return period;
            }
        }

        return null;
    }
}

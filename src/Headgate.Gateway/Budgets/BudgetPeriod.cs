namespace Headgate.Gateway.Budgets;

/// <summary>How long a budget lasts before it begins anew, in its own time zone.</summary>
public enum BudgetPeriod
{
    /// <summary>From one full hour to the next.</summary>
    Hour,

    /// <summary>From midnight to midnight; 23 or 25 hours where the clocks change.</summary>
    Day,

    /// <summary>From Monday's midnight on, as ISO 8601 counts weeks.</summary>
    Week,

    /// <summary>From the first of a month at midnight on.</summary>
    Month,

    /// <summary>For good: it never begins anew.</summary>
    Total,
}

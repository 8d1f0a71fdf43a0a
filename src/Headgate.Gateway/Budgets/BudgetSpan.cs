namespace Headgate.Gateway.Budgets;

/// <summary>The stretch of time that a budget is for. Spans of a period and time zone follow each other without gap or overlap.</summary>
/// <param name="Start">Its first moment, UTC.</param>
/// <param name="End">The first moment after it, UTC; <see cref="DateTimeOffset.MaxValue"/> when it never ends.</param>
public readonly record struct BudgetSpan(DateTimeOffset Start, DateTimeOffset End)
{
    /// <summary>The span that a moment lies in.</summary>
    public static BudgetSpan At(DateTimeOffset moment, BudgetPeriod period, TimeZoneInfo zone)
    {
        if (period == BudgetPeriod.Total)
        {
            return new BudgetSpan(DateTimeOffset.MinValue, DateTimeOffset.MaxValue);
        }

        if (period == BudgetPeriod.Hour)
        {
            return Hour(moment, zone);
        }

        DateTime first = FirstDay(TimeZoneInfo.ConvertTime(moment, zone).Date, period);
        BudgetSpan span = new(Midnight(first, zone), Midnight(Next(first, period), zone));

        // Where a clock went back over midnight, a day's last hour comes again after the next has begun: it is the next one's.
        return moment >= span.End ? new BudgetSpan(span.End, Midnight(Next(Next(first, period), period), zone)) : span;
    }

    /// <summary>True when the moment lies in it.</summary>
    public bool Holds(DateTimeOffset moment) => moment >= Start && moment < End;

    // Hours are as long as hours, also where clocks change: only zones with odd minutes count them from elsewhere.
    private static BudgetSpan Hour(DateTimeOffset moment, TimeZoneInfo zone)
    {
        TimeSpan odd = new(0, zone.BaseUtcOffset.Minutes, 0);
        DateTimeOffset shifted = moment.ToUniversalTime() + odd;
        DateTimeOffset start = shifted.AddTicks(-(shifted.Ticks % TimeSpan.TicksPerHour)) - odd;
        return new BudgetSpan(start, start.AddHours(1));
    }

    private static DateTime FirstDay(DateTime day, BudgetPeriod period) => period switch
    {
        BudgetPeriod.Week => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
        BudgetPeriod.Month => new DateTime(day.Year, day.Month, 1),
        _ => day,
    };

    private static DateTime Next(DateTime first, BudgetPeriod period) => period switch
    {
        BudgetPeriod.Week => first.AddDays(7),
        BudgetPeriod.Month => first.AddMonths(1),
        _ => first.AddDays(1),
    };

    // A day that begins twice begins the first time; one whose midnight is skipped begins with the first moment there is.
    private static DateTimeOffset Midnight(DateTime day, TimeZoneInfo zone)
    {
        DateTime local = DateTime.SpecifyKind(day, DateTimeKind.Unspecified);
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(15);
        }

        TimeSpan offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}

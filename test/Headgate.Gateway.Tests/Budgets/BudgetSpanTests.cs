using Headgate.Gateway.Budgets;

namespace Headgate.Gateway.Tests.Budgets;

public sealed class BudgetSpanTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    public static TheoryData<string> Zones => [.. TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id)];

    [Theory]
    [InlineData(BudgetPeriod.Hour, "2026-11-22T23:15:00Z", "2026-11-22T23:00:00Z", "2026-11-23T00:00:00Z")]
    [InlineData(BudgetPeriod.Day, "2026-11-22T23:15:00Z", "2026-11-22T23:00:00Z", "2026-11-23T23:00:00Z")]
    [InlineData(BudgetPeriod.Week, "2026-11-22T22:59:59Z", "2026-11-15T23:00:00Z", "2026-11-22T23:00:00Z")]
    [InlineData(BudgetPeriod.Month, "2026-10-31T23:00:00Z", "2026-10-31T23:00:00Z", "2026-11-30T23:00:00Z")]
    [InlineData(BudgetPeriod.Month, "2028-02-29T12:00:00Z", "2028-01-31T23:00:00Z", "2028-02-29T23:00:00Z")]
    public void A_span_begins_and_ends_by_the_clocks_of_its_zone(BudgetPeriod period, string moment, string start, string end) =>
        Assert.Equal(new BudgetSpan(Moment(start), Moment(end)), BudgetSpan.At(Moment(moment), period, Berlin));

    [Fact]
    public void The_day_on_which_clocks_go_forward_has_23_hours_and_the_one_on_which_they_go_back_has_25()
    {
        BudgetSpan spring = BudgetSpan.At(Moment("2026-03-29T10:00:00Z"), BudgetPeriod.Day, Berlin);
        BudgetSpan autumn = BudgetSpan.At(Moment("2026-10-25T10:00:00Z"), BudgetPeriod.Day, Berlin);

        Assert.Equal(TimeSpan.FromHours(23), spring.End - spring.Start);
        Assert.Equal(TimeSpan.FromHours(25), autumn.End - autumn.Start);
    }

    [Fact]
    public void A_budget_for_good_never_begins_anew() =>
        Assert.Equal(new BudgetSpan(DateTimeOffset.MinValue, DateTimeOffset.MaxValue), BudgetSpan.At(Moment("2026-11-22T10:00:00Z"), BudgetPeriod.Total, Berlin));

    [Theory]
    [MemberData(nameof(Zones))]
    public void Spans_follow_each_other_without_gap_or_overlap_in_every_zone(string id)
    {
        TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(id);
        foreach (BudgetPeriod period in new[] { BudgetPeriod.Hour, BudgetPeriod.Day, BudgetPeriod.Week, BudgetPeriod.Month })
        {
            BudgetSpan span = BudgetSpan.At(Moment("2025-12-20T03:40:00Z"), period, zone);
            int steps = period == BudgetPeriod.Hour ? 400 * 24 : 400;
            for (int i = 0; i < steps; i++)
            {
                Assert.True(span.Start < span.End, $"{span}");
                Assert.Equal(span, BudgetSpan.At(span.Start, period, zone));
                Assert.Equal(span, BudgetSpan.At(span.End.AddTicks(-1), period, zone));
                BudgetSpan next = BudgetSpan.At(span.End, period, zone);
                Assert.Equal(span.End, next.Start);
                span = next;
            }
        }
    }

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}

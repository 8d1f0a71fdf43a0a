using System.Globalization;
using Headgate.Console.Operations;

namespace Headgate.Console.Tests.Operations;

public sealed class MomentTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2026-01-02", "2026-01-02T00:00:00Z")]
    [InlineData("2026-01-02T03:04", "2026-01-02T03:04:00Z")]
    [InlineData("2026-01-02T03:04:05", "2026-01-02T03:04:05Z")]
    [InlineData("2026-01-02T03:04:05Z", "2026-01-02T03:04:05Z")]
    [InlineData("2026-01-02T03:04:05.25+02:00", "2026-01-02T01:04:05.25Z")]
    [InlineData("90s", "2026-03-01T11:58:30Z")]
    [InlineData("30m", "2026-03-01T11:30:00Z")]
    [InlineData("24h", "2026-02-28T12:00:00Z")]
    [InlineData("7d", "2026-02-22T12:00:00Z")]
    [InlineData("2w", "2026-02-15T12:00:00Z")]
    public void Reads_a_moment(string text, string expected) =>
        Assert.Equal(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture), Moment.Past(text, Now));

    [Fact]
    public void Counts_a_distance_on_when_it_looks_ahead() => Assert.Equal(Now.AddDays(90), Moment.Future("90d", Now));

    [Theory]
    [InlineData("")]
    [InlineData("d")]
    [InlineData("7")]
    [InlineData("-7d")]
    [InlineData("7 d")]
    [InlineData("7y")]
    [InlineData("100000w")]
    [InlineData("yesterday")]
    [InlineData("01/02/2026")]
    [InlineData("2026-02-30")]
    public void Refuses_anything_else(string text) => Assert.Null(Moment.Past(text, Now));

    [Theory]
    [InlineData("99999w")]
    [InlineData("99999d")]
    public void Stays_within_the_calendar(string text)
    {
        Assert.NotNull(Moment.Past(text, Now));
        Assert.NotNull(Moment.Future(text, Now));
    }
}

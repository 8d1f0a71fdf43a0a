using Headgate.Gateway.Pricing;

namespace Headgate.Gateway.Tests.Pricing;

public class MoneyTests
{
    [Theory]
    [InlineData("0.000000001", 1)]
    [InlineData("12.5", 12_500_000_000)]
    [InlineData("-3", -3_000_000_000)]
    [InlineData("9223372036.854775807", long.MaxValue)]
    public void Dollars_are_read_and_written_exactly(string text, long nanodollars)
    {
        Assert.True(Money.TryParse(text, out Money money));
        Assert.Equal(new Money(nanodollars), money);
        Assert.Equal(text, money.ToString());
    }

    [Theory]
    [InlineData("0.0000000001")]
    [InlineData("9223372036.854775808")]
    [InlineData("1e3")]
    [InlineData("1,5")]
    [InlineData("")]
    public void What_does_not_fit_is_no_money(string text) => Assert.False(Money.TryParse(text, out _));

    [Theory]
    [InlineData(500_000, 0)]
    [InlineData(500_001, 1)]
    [InlineData(1_500_000, 2)]
    [InlineData(2_500_000, 2)]
    [InlineData(2_499_999, 2)]
    [InlineData(-1_500_000, -2)]
    [InlineData(-500_000, 0)]
    public void A_total_is_divided_once_and_a_half_goes_to_the_even_neighbour(long total, long nanodollars) =>
        Assert.Equal(new Money(nanodollars), Money.OfMillionths(total));

    [Fact]
    public void A_sum_that_does_not_fit_is_an_error()
    {
        Assert.Throws<OverflowException>(() => new Money(long.MaxValue) + new Money(1));
        Assert.Throws<OverflowException>(() => new Money(long.MinValue) - new Money(1));
        Assert.Throws<OverflowException>(() => Money.OfMillionths(Int128.MaxValue));
    }
}

using Headgate.Llm.Protocols;

namespace Headgate.Llm.Tests.Protocols;

public sealed class FittedNameTests
{
    [Theory]
    [InlineData("get_weather")]
    [InlineData("toolu_01A09q90qw90lq917835lq9")]
    [InlineData("a-B_9")]
    public void A_name_that_fits_stays_as_it_is(string name) => Assert.Same(name, FittedName.Fit(name, 64));

    [Theory]
    [InlineData("")]
    [InlineData("weather.today")]
    [InlineData("functions.get:0")]
    [InlineData("天気")]
    [InlineData("a name that is far longer than the sixty-four characters that a vendor takes")]
    public void A_name_that_does_not_fit_gets_another_that_does_and_always_the_same(string name)
    {
        string fitted = FittedName.Fit(name, 64);

        Assert.Matches("^[a-zA-Z0-9_-]{1,64}$", fitted);
        Assert.Equal(fitted, FittedName.Fit(name, 64));
    }

    [Fact]
    public void Names_that_differ_only_in_what_is_replaced_stay_different() =>
        Assert.NotEqual(FittedName.Fit("a.b", 64), FittedName.Fit("a:b", 64));

    [Fact]
    public void A_digest_has_letters_and_digits_only() => Assert.Matches("^[a-z0-9]{9}$", FittedName.Digest("toolu_01", 9));

    [Fact]
    public void The_way_back_is_remembered_for_changed_names_alone()
    {
        ToolNames names = new(64);
        string fitted = names.Fit("weather.today");
        names.Fit("plain");
        names.Fit("weather.today");

        SentRequest sent = new() { ClientToolNames = names.ClientNames };

        Assert.Equal("weather.today", Assert.Single(names.ClientNames).Value);
        Assert.Equal("weather.today", sent.ClientToolName(fitted));
        Assert.Equal("plain", sent.ClientToolName("plain"));
    }
}

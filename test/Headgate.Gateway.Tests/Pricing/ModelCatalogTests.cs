using System.Globalization;
using Headgate.Gateway.Pricing;
using Headgate.Llm.Chat;

namespace Headgate.Gateway.Tests.Pricing;

public class ModelCatalogTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Every_file_reads_and_every_model_is_found_by_its_own_name()
    {
        Assert.True(ModelCatalog.Vendors.Length >= 34);
        foreach (string vendor in ModelCatalog.Vendors)
        {
            foreach (ModelPrices model in ModelCatalog.Of(vendor)!.Models)
            {
                Assert.Same(model, ModelCatalog.Find(vendor, model.Model));
                Assert.NotNull(model.Row(Noon, 0));
            }
        }
    }

    [Theory]
    [InlineData("openai", "gpt-5-mini", "gpt-5-mini")]
    [InlineData("openai", "gpt-5-mini-2025-08-07", "gpt-5-mini")]
    [InlineData("anthropic", "claude-sonnet-4-5-20250929", "claude-sonnet-4-5")]
    [InlineData("anthropic", "claude-sonnet-4-20250514", "claude-sonnet-4-0")]
    [InlineData("vertex", "claude-sonnet-4-5@20250929", "claude-sonnet-4-5")]
    [InlineData("azure-openai", "gpt-5-mini", "gpt-5-mini")]
    [InlineData("groq", "no-such-model", null)]
    [InlineData("no-such-vendor", "gpt-5-mini", null)]
    public void A_model_is_found_by_its_name_its_dated_names_and_its_patterns(string vendor, string asked, string? model) =>
        Assert.Equal(model, ModelCatalog.Find(vendor, asked)?.Model);

    [Theory]
    [InlineData(200_000, "0.6")]
    [InlineData(200_001, "1.200006")]
    public void A_request_above_a_size_costs_the_higher_price_for_all_its_tokens(long input, string cost) =>
        Assert.Equal(cost, Cost("anthropic", "claude-sonnet-4-5", new Usage { InputText = input }, Noon));

    [Theory]
    [InlineData("2025-06-09T23:59:59Z", "10")]
    [InlineData("2025-06-10T00:00:00Z", "2")]
    public void A_price_holds_from_its_day(string at, string cost) =>
        Assert.Equal(cost, Cost("openai", "o3", new Usage { InputText = 1_000_000 }, DateTimeOffset.Parse(at, CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("00:29:59", "0.135")]
    [InlineData("00:30:00", "0.27")]
    [InlineData("16:29:59", "0.27")]
    [InlineData("16:30:00", "0.135")]
    public void A_price_holds_at_its_time_of_day(string time, string cost) =>
        Assert.Equal(cost, Cost("deepseek", "deepseek-chat", new Usage { InputText = 1_000_000 },
            Noon.AddHours(-12) + TimeSpan.Parse(time, CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData(null, "0.25")]
    [InlineData("default", "0.25")]
    [InlineData("flex", "0.125")]
    [InlineData("unheard-of", null)]
    public void The_tier_that_the_vendor_served_has_its_price_and_an_unknown_tier_has_none(string? tier, string? cost) =>
        Assert.Equal(cost, Cost("openai", "gpt-5-mini", new Usage { InputText = 1_000_000 }, Noon, tier));

    [Fact]
    public void Each_meter_has_its_price_and_what_is_counted_one_by_one_is_priced_by_the_thousand() =>
        Assert.Equal("19.57", Cost("anthropic", "claude-sonnet-4-5", new Usage
        {
            InputText = 100_000,
            CacheRead = 50_000,
            CacheWrite5m = 20_000,
            CacheWrite1h = 30_000,
            OutputText = 1_000_000,
            OutputReasoning = 200_000,
            WebSearches = 100,
            WebFetches = 7,
        }, Noon));

    [Fact]
    public void What_has_no_price_makes_the_cost_unknown_and_nothing_used_is_not_known_to_be_free()
    {
        Assert.Null(Cost("openai", "gpt-5-mini", new Usage { OutputAudio = 1 }, Noon));
        Assert.Null(Cost("openai", "gpt-5-mini", new Usage(), Noon));
        Assert.Equal("0", Cost("openai", "gpt-5-mini", new Usage { InputText = 0, OutputAudio = 0 }, Noon));
    }

    private static string? Cost(string vendor, string model, Usage usage, DateTimeOffset at, string? tier = null) =>
        ModelCatalog.Find(vendor, model)!.Cost(usage, at, tier)?.ToString();
}

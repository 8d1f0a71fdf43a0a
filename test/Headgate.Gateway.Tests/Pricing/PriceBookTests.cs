using Headgate.Gateway.Config;
using Headgate.Gateway.Config.Derivation;
using Headgate.Gateway.Pricing;
using Headgate.Gateway.Tests.Config;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Llm.Chat;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Tests.Pricing;

public sealed class PriceBookTests : IDisposable
{
    private static readonly DateTimeOffset Day = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly Usage Used = new() { InputText = 1_000_000, CacheRead = 1_000_000, OutputText = 1_000_000 };

    private readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_provider_costs_what_its_vendor_does() => Assert.Equal("2.275", Cost("", "", "openai/gpt-5-mini"));

    [Fact]
    public void What_is_written_of_a_providers_model_stands_before_the_catalogue_price_by_price()
    {
        Assert.Equal("3.025", Cost("pricing: { gpt-5-mini: { input: 1 } }", "", "openai/gpt-5-mini"));
    }

    [Fact]
    public void The_name_that_fits_best_has_the_price()
    {
        const string Pricing = "pricing: { \"gpt-*\": { input: 1 }, gpt-5-mini: { input: 2 }, \"gpt-5*\": { input: 3 } }";
        Assert.Equal("4.025", Cost(Pricing, "", "openai/gpt-5-mini"));
        Assert.Equal("4.025", Cost(Pricing, "", "openai/gpt-5-mini-2025-08-07"));
    }

    [Fact]
    public void A_star_alone_has_the_price_of_every_model_that_has_none_of_its_own()
    {
        const string Pricing = "pricing: { \"*\": { input: 1, output: 3 }, gpt-5-mini: { input: 2 } }";
        Assert.Equal("5", Cost(Pricing, "", "openai/house-model"));
        Assert.Equal("4.025", Cost(Pricing, "", "openai/gpt-5-mini"));
    }

    [Fact]
    public void A_config_that_is_read_anew_has_a_book_of_its_own_that_keeps_no_providers_of_the_one_before()
    {
        using var folder = new ConfigFolder();
        PriceBook before = folder.Accept($"providers: {{ {ConfigFolder.Openai} }}").Derived.Prices;
        Assert.NotSame(before, folder.Accept($"providers: {{ {ConfigFolder.Openai} }}").Derived.Prices);
    }

    [Fact]
    public void A_target_says_what_it_costs_before_its_alias_and_its_alias_before_its_provider()
    {
        const string Provider = "pricing: { gpt-5-mini: { input: 100, output: 100, cache_read: 100 } }";
        Assert.Equal("300", Cost(Provider, "", "a"));
        Assert.Equal("210", Cost(Provider, "pricing: { input: 10 }", "a"));
        Assert.Equal("111", Cost(Provider, "pricing: { input: 10, cache_read: 1 }", "a"));
        Assert.Equal("111.5", Cost(Provider, "pricing: { input: 10, cache_read: 1 }", "a", "pricing: { input: 10.5 }"));
    }

    [Fact]
    public void A_model_that_nobody_knows_costs_what_is_written_and_nothing_is_known_without_that()
    {
        Assert.Null(Cost("", "", "openai/house-model"));
        Assert.Equal("5", Cost("pricing: { house-model: { input: 1, output: 3 } }", "", "openai/house-model"));
        Assert.Null(Cost("pricing: { house-model: { input: 1 } }", "", "openai/house-model"));
    }

    [Fact]
    public void A_factor_of_a_service_tier_holds_for_written_prices_too()
    {
        ModelPrices prices = Prices("pricing: { gpt-5-mini: { input: 8, output: 8, cache_read: 8 } }", "", "openai/gpt-5-mini", "");
        Assert.Equal("12", prices.Cost(Used, Day, "flex").ToString());
        Assert.Equal("24", prices.Cost(Used, Day, "default").ToString());
        Assert.Null(prices.Cost(Used, Day, "nonsense"));
    }

    [Fact]
    public void A_tier_with_prices_of_its_own_keeps_them()
    {
        var prices = new ModelPrices
        {
            Model = "m",
            Vendor = "v",
            Steps = [Step(1), Step(5) with { Tier = "priority" }, Step(2) with { Above = 10 }],
        };
        ModelPrices written = prices.With(new PriceRow([new(PriceMeter.Input, 7_000_000_000)]));

        Assert.Equal("7", written.Cost(new Usage { InputText = 1_000_000 }, Day).ToString());
        Assert.Equal("5", written.Cost(new Usage { InputText = 1_000_000 }, Day, "priority").ToString());
    }

    [Fact]
    public void A_file_of_prices_stands_before_the_catalogue_and_what_is_written_in_the_config_before_both()
    {
        _folder.Write("prices.json", """{"openai":{"models":[{"id":"gpt-5-mini","prices":[{"input":8,"output":8},{"tier":"batch","input":1,"output":1}]}]}}""");
        string hash = _folder.Accept("pricing: prices.json").Derived.Hash;

        Assert.Equal("24", Cost("", "", "openai/gpt-5-mini", file: "pricing: prices.json"));
        Assert.Equal("17", Cost("pricing: { gpt-5-mini: { input: 1, cache_read: 8 } }", "", "openai/gpt-5-mini", file: "pricing: prices.json"));
        Assert.Equal("11.375", Cost("", "", "openai/gpt-5", file: "pricing: prices.json"));

        ModelPrices prices = Prices("", "", "openai/gpt-5-mini", "", "pricing: prices.json");
        Assert.Equal("12", prices.Cost(Used, Day, "flex").ToString());
        Assert.Equal("0.01", prices.Cost(new Usage { InputText = 0, WebSearches = 1 }, Day).ToString());

        _folder.Write("prices.json", "{}");
        Assert.NotEqual(hash, _folder.Accept("pricing: prices.json").Derived.Hash);
    }

    [Theory]
    [InlineData("-0.5")]
    [InlineData("0")]
    [InlineData("500")]
    public void No_class_of_service_gives_money_back_or_costs_hundreds_of_times_as_much(string factor)
    {
        _folder.Write("prices.json", $$"""{ "openai": { "tiers": { "batch": {{factor}} }, "models": [] } }""");

        ConfigError error = Assert.Single(_folder.Refuse("pricing: prices.json"));
        Assert.Contains("openai.tiers.batch", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Vendors_that_are_priced_like_one_of_the_file_have_its_prices_and_a_circle_ends()
    {
        _folder.Write("prices.json", """
            { "gemini": { "like": ["vertex"], "models": [{ "id": "gemini-2.5-flash", "prices": [{ "input": 7 }] }] },
              "vertex": { "like": ["gemini"], "models": [] } }
            """);
        PriceBook book = _folder.Accept("pricing: prices.json").Derived.Prices;
        Provider vertex = PipelineRig.Vendor("v", "https://v.test", "vertex", [WireProtocol.GeminiGenerateContent]);

        Assert.Equal("7", book.Find(vertex, "gemini-2.5-flash")?.Cost(new Usage { InputText = 1_000_000 }, Day).ToString());
        Assert.Null(book.Find(vertex, "no-such-model"));
    }

    [Fact]
    public void A_machine_of_the_operators_own_is_no_vendors_and_what_was_prepared_is_the_same()
    {
        Provider local = PipelineRig.Vendor("x", "http://127.0.0.1:8000/v1", "openai-compatible", [WireProtocol.OpenAIChat]);
        var book = new PriceBook(PriceFile.ReadBook("{}"u8.ToArray()));
        book.Prepare([local, PipelineRig.Gpt]);

        Assert.Null(book.Find(local, "gpt-5-mini"));
        Assert.Equal("openai", book.Find(PipelineRig.Gpt, "gpt-5-mini")?.Vendor);
    }

    [Fact]
    public void A_vendor_without_a_type_is_known_by_its_address()
    {
        Provider at = PipelineRig.Vendor("x", "https://api.deepseek.com/v1", "openai-compatible", [WireProtocol.OpenAIChat]);
        Provider near = PipelineRig.Vendor("x", "https://api.deepseek.com.evil.test/v1", "openai-compatible", [WireProtocol.OpenAIChat]);

        Assert.Equal("deepseek", PriceBook.Catalogue.Find(at, "deepseek-chat")?.Vendor);
        Assert.Null(PriceBook.Catalogue.Find(near, "deepseek-chat"));
    }

    [Fact]
    public void Looking_up_and_pricing_a_call_allocates_nothing()
    {
        var target = new Target(PipelineRig.Gpt, "gpt-5-mini", PipelineRig.Gpt.Credentials[0]);
        for (int i = 0; i < 100; i++)
        {
            Price();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            Price();
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Price() => Assert.True(PriceBook.Catalogue.Of(target).Cost(Used, Day, "flex") > Money.Zero);
    }

    private static PriceStep Step(long dollars) => new(new PriceRow([new(PriceMeter.Input, dollars * 1_000_000_000)]));

    private string? Cost(string ofProvider, string ofAlias, string model, string ofTarget = "", string file = "") =>
        Prices(ofProvider, ofAlias, model, ofTarget, file).Cost(Used, Day)?.ToString();

    private ModelPrices Prices(string ofProvider, string ofAlias, string model, string ofTarget, string file = "")
    {
        DerivedConfig config = _folder.Accept($$"""
            {{file}}
            providers:
              openai:
                type: openai
                api_key: k
                {{ofProvider}}
            models:
              a:
                targets: [ { model: openai/gpt-5-mini{{(ofTarget.Length == 0 ? "" : $", {ofTarget}")}} } ]
                {{ofAlias}}
            """).Derived;
        var entry = Assert.IsType<AliasTarget.Model>(Assert.Single(config.Models.Find(model)!.Targets));
        return config.Prices.Of(entry.TargetsFor(model, null)[0]);
    }
}

using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Headgate.Gateway.Pricing;
using Headgate.Gateway.Pricing.Import;
using Headgate.Llm.Chat;

namespace Headgate.Gateway.Tests.Pricing.Import;

public sealed class PriceImportTests
{
    private static readonly DateTimeOffset Day = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Reads_genai_prices_with_sizes_days_hours_and_names()
    {
        ImmutableSortedDictionary<string, VendorPrices> book = Import(
            """
            [{ "id": "anthropic", "name": "Anthropic", "models": [
                { "id": "big", "name": "Big", "match": { "or": [{ "starts_with": "big-" }, { "equals": "large" }, { "contains": "-big-" }, { "ends_with": "big" }, { "regex": "x" }] },
                  "context_window": 1000, "prices": {
                    "input_mtok": { "base": 3, "tiers": [{ "start": 200000, "price": 6 }] }, "output_mtok": 15, "cache_write_mtok": 3.75, "requests_kcount": 2 } }] },
              { "id": "x-ai", "models": [
                { "id": "g", "match": { "equals": "g" }, "prices": [
                    { "prices": { "input_mtok": 1 } },
                    { "constraint": { "start_date": "2026-09-01" }, "prices": { "input_mtok": 2 } },
                    { "constraint": { "start_time": "00:30:00Z", "end_time": "06:00:00Z" }, "prices": { "input_mtok": 0.5 } }] }] }]
            """);

        ModelPrices big = book["anthropic"].Find("big-2")!;
        Assert.Equal(["big-*", "large", "*-big-*", "*big"], big.Names);
        Assert.Equal(1000, big.Context);
        Assert.Equal("0.602", Cost(big, new Usage { InputText = 200_000 }));
        Assert.Equal("1.202006", Cost(big, new Usage { InputText = 200_001 }));
        Assert.Equal("0.00578", Cost(big, new Usage { OutputText = 2, CacheWrite5m = 1_000 }));
        ModelPrices grok = book["xai"].Find("g")!;
        Assert.Equal("2", Cost(grok, new Usage { InputText = 1_000_000 }));
        Assert.Equal("1", Cost(grok, new Usage { InputText = 1_000_000 }, Day.AddYears(-1)));
        Assert.Equal("0.5", Cost(grok, new Usage { InputText = 1_000_000 }, Day.AddHours(-8)));
    }

    [Fact]
    public void Reads_LiteLLM_with_sizes_tiers_and_times_to_live()
    {
        ImmutableSortedDictionary<string, VendorPrices> book = Import(
            """
            { "sample_spec": { "litellm_provider": "one of", "input_cost_per_token": 0 },
              "gpt-x": { "litellm_provider": "openai", "mode": "chat", "max_input_tokens": 9, "input_cost_per_token": 1.25e-06, "output_cost_per_token": 1e-05,
                "input_cost_per_token_flex": 6.25e-07, "output_cost_per_token_priority": 2e-05, "input_cost_per_token_above_272k_tokens": 2.5e-06 },
              "groq/llama": { "litellm_provider": "groq", "input_cost_per_token": 1.9999999999999999e-7 },
              "claude-x": { "litellm_provider": "vertex_ai-anthropic_models", "input_cost_per_token": 3e-06, "cache_creation_input_token_cost": 3.75e-06,
                "cache_creation_input_token_cost_above_1hr": 6e-06, "cache_read_input_token_cost": 3e-07 },
              "free-of-numbers": { "litellm_provider": "openai", "mode": "chat" } }
            """);

        Assert.Equal(["groq", "openai", "vertex"], book.Keys);
        ModelPrices gpt = Assert.Single(book["openai"].Models);
        Assert.Equal("12.5", Cost(gpt, new Usage { InputText = 2_000_000, OutputText = 750_000 }));
        Assert.Equal("0.125", gpt.Cost(new Usage { InputText = 200_000 }, Day, "flex").ToString());
        Assert.Equal("2", gpt.Cost(new Usage { OutputText = 100_000 }, Day, "priority").ToString());
        Assert.Equal("0.2", Cost(Assert.Single(book["groq"].Models), new Usage { InputText = 1_000_000 }));
        Assert.Equal("llama", book["groq"].Models[0].Model);
        Assert.Equal("10.05", Cost(book["vertex"].Models[0], new Usage { CacheWrite1h = 1_000_000, CacheWrite5m = 1_000_000, CacheRead = 1_000_000 }));
    }

    [Fact]
    public void Reads_models_dev_with_large_contexts_and_reasoning()
    {
        ImmutableSortedDictionary<string, VendorPrices> book = Import(
            """
            { "google": { "id": "google", "models": {
                "gemini-x": { "id": "gemini-x", "cost": { "input": 1.25, "output": 10, "cache_read": 0.31, "input_audio": 2, "reasoning": 12,
                    "context_over_200k": { "input": 2.5, "output": 15 } }, "limit": { "context": 1048576, "output": 65536 } },
                "unpriced": { "id": "unpriced" } } } }
            """);

        ModelPrices model = Assert.Single(book["gemini"].Models);
        Assert.Equal(1_048_576, model.Context);
        Assert.Equal("1.411", Cost(model, new Usage { CacheRead = 100_000, InputAudio = 10_000, OutputText = 100_000, OutputReasoning = 30_000 }));
        Assert.Equal("0.762495", Cost(model, new Usage { InputText = 300_000, OutputText = 833 }));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("""{"openai":{"models":[]}}""")]
    [InlineData("""{"a":{"b":1}}""")]
    public void Knows_what_is_no_list_of_prices(string text) => Assert.Null(PriceImport.Read(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Names_the_vendors_that_it_leaves_out()
    {
        PriceImport import = PriceImport.Read("""{"zz":{"models":{"m":{"cost":{"input":1}}}},"aa":{"models":{"m":{"cost":{"input":1}}}}}"""u8.ToArray())!;
        Assert.Equal((0, "aa zz"), (import.Models.Length, string.Join(' ', import.Unknown)));
    }

    [Fact]
    public void The_first_of_models_with_one_name_is_taken()
    {
        ImmutableSortedDictionary<string, VendorPrices> book = Import(
            """{"aws":{"models":{"m":{"cost":{"input":1}}}},"amazon-bedrock":{"models":{"m":{"cost":{"input":2}}}}}""");
        Assert.Equal("1", Cost(Assert.Single(book["bedrock"].Models), new Usage { InputText = 1_000_000 }));
    }

    private static ImmutableSortedDictionary<string, VendorPrices> Import(string list)
    {
        using MemoryStream file = new();
        PriceImport.Read(Encoding.UTF8.GetBytes(list))!.Write(file);
        Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(file.ToArray()).RootElement.ValueKind);
        return PriceFile.ReadBook(file.ToArray());
    }

    private static string? Cost(ModelPrices model, Usage usage, DateTimeOffset? at = null) => model.Cost(usage, at ?? Day)?.ToString();
}

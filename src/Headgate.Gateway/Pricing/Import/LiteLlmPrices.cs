using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Headgate.Gateway.Pricing.Import;

/// <summary>
/// The list of BerriAI/litellm, <c>model_prices_and_context_window.json</c>: dollars for one token.
/// https://github.com/BerriAI/litellm, read 2026-11-23.
/// </summary>
internal static class LiteLlmPrices
{
    private const decimal Million = 1_000_000;
    private const string Above = "_above_";

    private static readonly ImmutableArray<(string Name, PriceMeter Meter)> Prices =
    [
        ("input_cost_per_token", PriceMeter.Input), ("output_cost_per_token", PriceMeter.Output),
        ("output_cost_per_reasoning_token", PriceMeter.OutputReasoning), ("cache_read_input_token_cost", PriceMeter.CacheRead),
        ("cache_creation_input_token_cost", PriceMeter.CacheWrite5m), ("cache_creation_input_token_cost_above_1hr", PriceMeter.CacheWrite1h),
        ("input_cost_per_audio_token", PriceMeter.InputAudio), ("output_cost_per_audio_token", PriceMeter.OutputAudio),
        ("input_cost_per_image_token", PriceMeter.InputImage), ("output_cost_per_image_token", PriceMeter.OutputImage),
    ];

    // What it calls the tiers, and what vendors call them in their answers.
    private static readonly ImmutableArray<(string Suffix, string Tier)> Tiers = [("_flex", "flex"), ("_priority", "priority"), ("_batches", "batch")];

    /// <summary>True when a file is such a list.</summary>
    public static bool Is(JsonElement file) => file.ValueKind == JsonValueKind.Object
        && file.EnumerateObject().Any(model => model.Value.ValueKind == JsonValueKind.Object && model.Value.TryGetProperty("litellm_provider", out _));

    /// <summary>Its models. The row that shows what a row may hold is none.</summary>
    public static IEnumerable<(string Vendor, ModelPrices Model)> Read(JsonElement file) =>
        from model in file.EnumerateObject()
        where model.Name != "sample_spec" && model.Value.TryGetProperty("litellm_provider", out _)
        let vendor = model.Value.GetProperty("litellm_provider").GetString()!
        select (vendor, Read(vendor, NameOf(model.Name, vendor), model.Value));

    // groq/llama-3.1-8b is Groq's llama-3.1-8b: the first part says where LiteLLM sends it.
    private static string NameOf(string name, string vendor)
    {
        int slash = name.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && vendor.StartsWith(name[..slash], StringComparison.Ordinal) ? name[(slash + 1)..] : name;
    }

    private static ModelPrices Read(string vendor, string name, JsonElement model) => new()
    {
        Model = name,
        Vendor = vendor,
        Context = model.TryGetProperty("max_input_tokens", out JsonElement context) && context.ValueKind == JsonValueKind.Number
            && context.TryGetInt64(out long tokens) ? tokens : null,
        Steps = [.. Steps(model)],
    };

    private static IEnumerable<PriceStep> Steps(JsonElement model)
    {
        if (Read(model, "") is { IsEmpty: false } usual)
        {
            usual.Add(PriceMeter.SearchUnit, model, "input_cost_per_query", 1_000);
            yield return new PriceStep(usual.Row);
        }

        foreach (long above in Sizes(model))
        {
            yield return new PriceStep(Read(model, $"{Above}{above / 1_000}k_tokens").Row) { Above = above };
        }

        foreach ((string suffix, string tier) in Tiers)
        {
            if (Read(model, suffix) is { IsEmpty: false } ofTier)
            {
                yield return new PriceStep(ofTier.Row) { Tier = tier };
            }
        }
    }

    private static ImportedPrices Read(JsonElement model, string suffix)
    {
        var prices = new ImportedPrices();
        foreach ((string name, PriceMeter meter) in Prices)
        {
            prices.Add(meter, model, name + suffix, Million);
        }

        return prices;
    }

    // input_cost_per_token_above_200k_tokens
    private static IEnumerable<long> Sizes(JsonElement model) => model.EnumerateObject()
        .Where(member => member.Name.StartsWith("input_cost_per_token" + Above, StringComparison.Ordinal)
            && member.Name.EndsWith("k_tokens", StringComparison.Ordinal))
        .Select(member => member.Name["input_cost_per_token_above_".Length..^"k_tokens".Length])
        .Select(size => long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out long thousands) ? thousands * 1_000 : 0)
        .Where(size => size > 0)
        .Order();
}

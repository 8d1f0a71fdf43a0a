using System.Collections.Immutable;
using System.Text.Json;

namespace Headgate.Gateway.Pricing.Import;

/// <summary>The list of models.dev, <c>api.json</c>: https://models.dev, read 2026-11-23.</summary>
internal static class ModelsDevPrices
{
    private static readonly ImmutableArray<(string Name, PriceMeter Meter)> Prices =
    [
        ("input", PriceMeter.Input), ("output", PriceMeter.Output), ("reasoning", PriceMeter.OutputReasoning), ("cache_read", PriceMeter.CacheRead),
        ("cache_write", PriceMeter.CacheWrite5m), ("input_audio", PriceMeter.InputAudio), ("output_audio", PriceMeter.OutputAudio),
    ];

    /// <summary>True when a file is such a list.</summary>
    public static bool Is(JsonElement file) => file.ValueKind == JsonValueKind.Object && file.EnumerateObject().Any()
        && file.EnumerateObject().All(vendor => vendor.Value.ValueKind == JsonValueKind.Object
            && vendor.Value.TryGetProperty("models", out JsonElement models) && models.ValueKind == JsonValueKind.Object);

    /// <summary>Its models; those whose price it does not know are left out.</summary>
    public static IEnumerable<(string Vendor, ModelPrices Model)> Read(JsonElement file) =>
        from vendor in file.EnumerateObject()
        from model in vendor.Value.GetProperty("models").EnumerateObject()
        where model.Value.TryGetProperty("cost", out JsonElement cost) && cost.ValueKind == JsonValueKind.Object
        select (vendor.Name, Read(vendor.Name, model));

    private static ModelPrices Read(string vendor, JsonProperty model) => new()
    {
        Model = model.Name,
        Vendor = vendor,
        Context = model.Value.TryGetProperty("limit", out JsonElement limit) && limit.TryGetProperty("context", out JsonElement context)
            && context.TryGetInt64(out long tokens) && tokens > 0 ? tokens : null,
        Steps = [.. Steps(model.Value.GetProperty("cost"))],
    };

    private static IEnumerable<PriceStep> Steps(JsonElement cost)
    {
        yield return new PriceStep(PricesOf(cost).Row);
        if (cost.TryGetProperty("context_over_200k", out JsonElement over) && over.ValueKind == JsonValueKind.Object)
        {
            yield return new PriceStep(PricesOf(over).Row) { Above = 200_000 };
        }
    }

    private static ImportedPrices PricesOf(JsonElement cost)
    {
        var prices = new ImportedPrices();
        foreach ((string name, PriceMeter meter) in Prices)
        {
            prices.Add(meter, cost, name);
        }

        return prices;
    }
}

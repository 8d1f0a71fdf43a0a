using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Headgate.Gateway.Pricing.Import;

/// <summary>The list of pydantic/genai-prices, <c>data.json</c>: https://github.com/pydantic/genai-prices, read 2026-11-22.</summary>
internal static class GenaiPrices
{
    private static readonly ImmutableArray<(string Name, PriceMeter Meter)> Prices =
    [
        ("input_mtok", PriceMeter.Input), ("output_mtok", PriceMeter.Output), ("cache_read_mtok", PriceMeter.CacheRead),
        ("cache_write_mtok", PriceMeter.CacheWrite5m), ("input_audio_mtok", PriceMeter.InputAudio), ("output_audio_mtok", PriceMeter.OutputAudio),
        ("requests_kcount", PriceMeter.Request),
    ];

    /// <summary>True when a file is such a list.</summary>
    public static bool Is(JsonElement file) => file.ValueKind == JsonValueKind.Array
        && file.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } first
        && first.TryGetProperty("id", out _) && first.TryGetProperty("models", out _);

    /// <summary>Its models.</summary>
    public static IEnumerable<(string Vendor, ModelPrices Model)> Read(JsonElement file) =>
        from vendor in file.EnumerateArray()
        let name = vendor.GetProperty("id").GetString()!
        from model in vendor.GetProperty("models").EnumerateArray()
        select (name, Read(name, model));

    private static ModelPrices Read(string vendor, JsonElement model) => new()
    {
        Model = model.GetProperty("id").GetString()!,
        Vendor = vendor,
        Names = model.TryGetProperty("match", out JsonElement match) ? [.. Names(match)] : [],
        Context = model.TryGetProperty("context_window", out JsonElement context) && context.TryGetInt64(out long tokens) ? tokens : null,
        Steps = model.GetProperty("prices") is { ValueKind: JsonValueKind.Array } list
            ? [.. list.EnumerateArray().SelectMany(each => Steps(each.GetProperty("prices"), Condition(each)))]
            : [.. Steps(model.GetProperty("prices"), new PriceStep(PriceRow.None))],
    };

    // What patterns cannot say (a regex, two conditions at once) is left out: the id is still there.
    private static IEnumerable<string> Names(JsonElement match) => match.EnumerateObject().SelectMany(rule => rule.Name switch
    {
        "equals" => [rule.Value.GetString()!],
        "starts_with" => [$"{rule.Value.GetString()}*"],
        "ends_with" => [$"*{rule.Value.GetString()}"],
        "contains" => [$"*{rule.Value.GetString()}*"],
        "or" => rule.Value.EnumerateArray().SelectMany(Names),
        _ => (IEnumerable<string>)[],
    });

    private static PriceStep Condition(JsonElement step)
    {
        var condition = new PriceStep(PriceRow.None);
        if (!step.TryGetProperty("constraint", out JsonElement constraint) || constraint.ValueKind != JsonValueKind.Object)
        {
            return condition;
        }

        if (constraint.TryGetProperty("start_date", out JsonElement day))
        {
            return condition with { From = DateOnly.ParseExact(day.GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture) };
        }

        return condition with { Hours = (Time(constraint, "start_time"), Time(constraint, "end_time")) };
    }

    private static TimeOnly Time(JsonElement constraint, string name) =>
        TimeOnly.ParseExact(constraint.GetProperty(name).GetString()!.TrimEnd('Z'), "HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>A step for all sizes of requests, and one for each size from which on other prices hold.</summary>
    private static IEnumerable<PriceStep> Steps(JsonElement prices, PriceStep condition)
    {
        SortedDictionary<long, ImportedPrices> sizes = new() { [-1] = new ImportedPrices() };
        foreach ((string name, PriceMeter meter) in Prices)
        {
            if (!prices.TryGetProperty(name, out JsonElement price))
            {
                continue;
            }

            if (price.ValueKind != JsonValueKind.Object)
            {
                sizes[-1].Add(meter, price);
                continue;
            }

            sizes[-1].Add(meter, price, "base");
            foreach (JsonElement tier in price.GetProperty("tiers").EnumerateArray())
            {
                long above = tier.GetProperty("start").GetInt64();
                if (!sizes.TryGetValue(above, out ImportedPrices? ofSize))
                {
                    sizes[above] = ofSize = new ImportedPrices();
                }

                ofSize.Add(meter, tier, "price");
            }
        }

        return sizes.Where(size => !size.Value.IsEmpty).Select(size =>
            condition with { Prices = size.Value.Row, Above = size.Key < 0 ? null : size.Key });
    }
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Headgate.Gateway.Pricing;

/// <summary>Reads prices as the catalogue writes them (docs/prices.md). What is wrong is named by its place.</summary>
internal static class PriceFile
{
    /// <summary>Reads a file of several vendors, by name; what a vendor's part leaves out of tiers and prices for each model, the catalogue says.</summary>
    /// <exception cref="FormatException">It is no JSON, or something is unknown, missing or no price.</exception>
    public static ImmutableSortedDictionary<string, VendorPrices> ReadBook(ReadOnlyMemory<byte> text)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(text);
            return json.RootElement.EnumerateObject().ToImmutableSortedDictionary(
                vendor => vendor.Name, vendor => ReadVendor(vendor.Name, vendor.Value, ModelCatalog.Of(vendor.Name)), StringComparer.Ordinal);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            throw new FormatException(wrong.Message, wrong);
        }
    }

    /// <summary>Reads a vendor's file.</summary>
    /// <exception cref="FormatException">Something is unknown, missing or no price.</exception>
    public static VendorPrices ReadVendor(string vendor, JsonElement file, VendorPrices? below = null)
    {
        Expect(file, vendor, ["at", "like", "tiers", "each", "models"]);
        ImmutableSortedDictionary<string, decimal> tiers = file.TryGetProperty("tiers", out JsonElement factors)
            ? factors.EnumerateObject().ToImmutableSortedDictionary(tier => tier.Name, tier => ReadFactor(vendor, tier))
            : below?.Tiers ?? ImmutableSortedDictionary<string, decimal>.Empty;
        ImmutableArray<PriceStep> each = file.TryGetProperty("each", out JsonElement prices) ? [ReadStep(prices, $"{vendor}.each")]
            : below?.Each ?? [];
        return new VendorPrices
        {
            At = Texts(file, "at"),
            Like = Texts(file, "like"),
            Tiers = tiers,
            Each = each,
            Models = [.. Required(file, "models", vendor).EnumerateArray().Select(model => ReadModel(vendor, model, each, tiers))],
        };
    }

    // A factor below 0 would give money back, and no class of service costs a hundred times another.
    private static decimal ReadFactor(string vendor, JsonProperty tier) => tier.Value.GetDecimal() is > 0 and <= 100 and var factor
        ? factor
        : throw new FormatException($"{vendor}.tiers.{tier.Name} must be a factor above 0, of at most 100");

    private static ModelPrices ReadModel(
        string vendor, JsonElement model, ImmutableArray<PriceStep> each, ImmutableSortedDictionary<string, decimal> tiers)
    {
        string id = Required(model, "id", vendor).GetString()!;
        JsonElement steps = Required(model, "prices", $"{vendor}.{id}");
        if (each.Length + steps.GetArrayLength() > ModelPrices.MostSteps - 1)
        {
            throw new FormatException($"{vendor}.{id}.prices has more than {ModelPrices.MostSteps - 2} steps");
        }

        Expect(model, $"{vendor}.{id}", ["id", "names", "context", "prices"]);
        return new ModelPrices
        {
            Model = id,
            Vendor = vendor,
            Names = Texts(model, "names"),
            Context = model.TryGetProperty("context", out JsonElement context) ? context.GetInt64() : null,
            Steps = [.. each, .. steps.EnumerateArray().Select(step => ReadStep(step, $"{vendor}.{id}.prices"))],
            Tiers = tiers,
        };
    }

    private static PriceStep ReadStep(JsonElement json, string place)
    {
        Dictionary<PriceMeter, long> prices = [];
        var step = new PriceStep(PriceRow.None);
        foreach (JsonProperty member in json.EnumerateObject())
        {
            step = member.Name switch
            {
                "from" => step with { From = DateOnly.ParseExact(member.Value.GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture) },
                "hours" => step with { Hours = ReadHours(member.Value.GetString()!) },
                "above" => step with { Above = member.Value.GetInt64() },
                "tier" => step with { Tier = member.Value.GetString() },
                _ => ReadPrice(member, place, prices, step),
            };
        }

        return step with { Prices = new PriceRow(prices) };
    }

    private static PriceStep ReadPrice(JsonProperty member, string place, Dictionary<PriceMeter, long> prices, PriceStep step)
    {
        PriceMeter meter = PriceMeters.Find(member.Name) ?? throw new FormatException($"{place}.{member.Name} is unknown");
        prices[meter] = PriceMeters.Read(meter, member.Value.GetDecimal()) ?? throw new FormatException($"{place}.{member.Name} is no price");
        return step;
    }

    private static (TimeOnly From, TimeOnly To) ReadHours(string text)
    {
        int dash = text.IndexOf('-', StringComparison.Ordinal);
        return (Time(text.AsSpan(..dash)), Time(text.AsSpan((dash + 1)..)));

        static TimeOnly Time(ReadOnlySpan<char> time) => TimeOnly.ParseExact(time, "HH:mm", CultureInfo.InvariantCulture);
    }

    private static ImmutableArray<string> Texts(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement list) ? [.. list.EnumerateArray().Select(text => text.GetString()!)] : [];

    private static JsonElement Required(JsonElement json, string name, string place) =>
        json.TryGetProperty(name, out JsonElement value) ? value : throw new FormatException($"{place}.{name} is missing");

    private static void Expect(JsonElement json, string place, ReadOnlySpan<string> known)
    {
        foreach (JsonProperty member in json.EnumerateObject())
        {
            if (!known.Contains(member.Name))
            {
                throw new FormatException($"{place}.{member.Name} is unknown");
            }
        }
    }
}

using System.Text.Json;

namespace Headgate.Gateway.Pricing.Import;

/// <summary>The prices of one step, as another list writes them.</summary>
internal sealed class ImportedPrices
{
    private readonly Dictionary<PriceMeter, long> _prices = [];

    /// <summary>True when there is none.</summary>
    public bool IsEmpty => _prices.Count == 0;

    /// <summary>The prices.</summary>
    public PriceRow Row => new(_prices);

    /// <summary>Adds a price, if the list has it and it is one. Computed ones have digits that nobody charges: they are rounded.</summary>
    /// <param name="meter">What is priced.</param>
    /// <param name="value">The list's number.</param>
    /// <param name="factor">What makes it dollars for a million tokens, or for a thousand of what is counted one by one.</param>
    public ImportedPrices Add(PriceMeter meter, JsonElement value, decimal factor = 1)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out decimal price)
            && PriceMeters.Read(meter, Math.Round(price * factor, 9)) is { } read)
        {
            _prices.TryAdd(meter, read);
        }

        return this;
    }

    /// <summary>Adds a member's price.</summary>
    public ImportedPrices Add(PriceMeter meter, JsonElement json, string name, decimal factor = 1) =>
        json.TryGetProperty(name, out JsonElement value) ? Add(meter, value, factor) : this;
}

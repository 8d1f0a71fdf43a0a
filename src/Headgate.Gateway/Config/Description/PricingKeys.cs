using System.Collections.Immutable;
using System.Globalization;
using Headgate.Gateway.Config.Reading;
using Headgate.Gateway.Config.Shapes;
using Headgate.Gateway.Pricing;

namespace Headgate.Gateway.Config.Description;

/// <summary><c>pricing:</c> of an alias, a target or a provider's model: a key for each meter.</summary>
internal static class PricingKeys
{
    private static readonly ImmutableArray<Key<long>> Prices = [.. PriceMeters.All.Select(KeyOf)];

    public static readonly SectionShape Shape = new([.. Prices]);

    /// <summary>The prices that are written, of the first section that has each; null when none is.</summary>
    public static PriceRow? Read(params ReadOnlySpan<Section> sections)
    {
        Dictionary<PriceMeter, long> written = [];
        foreach (Section section in sections)
        {
            foreach (PriceMeter meter in PriceMeters.All)
            {
                if (section.Find(Prices[(int)meter]) is { } price)
                {
                    written.TryAdd(meter, price.Value);
                }
            }
        }

        return written.Count == 0 ? null : new PriceRow(written);
    }

    /// <summary>The prices of each model that has some.</summary>
    public static ImmutableArray<KeyValuePair<string, PriceRow>> Read(ImmutableArray<Named<Section>> models) =>
    [
        .. from model in models
           let prices = Read(model.Value)
           where prices is not null
           select KeyValuePair.Create(model.Name, prices),
    ];

    private static Key<long> KeyOf(PriceMeter meter) => new(PriceMeters.NameOf(meter), PriceOf(meter), PriceMeters.Describe(meter));

    private static ScalarShape<long> PriceOf(PriceMeter meter) => new("price", (string text, out long price) =>
    {
        decimal dollars = -1;
        bool isNumber = decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out dollars);
        long? read = isNumber ? PriceMeters.Read(meter, dollars) : null;
        price = read ?? 0;
        return read is null ? "is no price: write dollars as a number from 0 to 1000000, with at most nine digits after the point" : null;
    })
    {
        Schema = json =>
        {
            json.WriteString("type", "number");
            json.WriteNumber("minimum", 0);
        },
        Effective = (json, price) => json.WriteNumberValue(PriceMeters.Write(meter, price)),
    };
}

using System.Collections.Immutable;
using Headgate.Llm.Chat;

namespace Headgate.Gateway.Pricing;

/// <summary>The prices that hold for one call, in nano-dollars per million units. A meter without a price is unknown, never free.</summary>
public sealed class PriceRow
{
    private readonly ImmutableArray<long?> _prices;

    internal PriceRow(IEnumerable<KeyValuePair<PriceMeter, long>> prices)
    {
        var byMeter = new long?[PriceMeters.All.Length];
        foreach ((PriceMeter meter, long price) in prices)
        {
            byMeter[(int)meter] = price;
        }

        _prices = [.. byMeter];
    }

    private PriceRow(ImmutableArray<long?> prices) => _prices = prices;

    /// <summary>No price at all.</summary>
    internal static PriceRow None { get; } = new(Enumerable.Empty<KeyValuePair<PriceMeter, long>>());

    /// <summary>The price written for a meter; null when none is.</summary>
    public long? this[PriceMeter meter] => _prices[(int)meter];

    /// <summary>The prices it has, as people write them, in order.</summary>
    public IEnumerable<WrittenPrice> Written =>
        from meter in PriceMeters.All
        where this[meter] is not null
        select new WrittenPrice(PriceMeters.NameOf(meter), PriceMeters.Write(meter, this[meter]!.Value), PriceMeters.UnitsOf(meter));

    /// <summary>This row's prices, and another's where this has none.</summary>
    internal PriceRow Over(PriceRow below) => new([.. _prices.Select((price, meter) => price ?? below._prices[meter])]);

    /// <summary>Every price of tokens multiplied; what is counted one by one keeps its price.</summary>
    internal PriceRow Times(decimal factor) =>
        new([.. _prices.Select((price, meter) => (PriceMeter)meter < PriceMeter.Request ? (long?)(price * factor) : price)]);

    /// <summary>What a call that used this costs; null when something it used has no known price, or when it is not known what it used.</summary>
    public Money? Cost(Usage usage)
    {
        Int128 total = this[PriceMeter.Request] ?? 0;
        bool isKnown = usage.Input is not null || usage.Output is not null || usage.SearchUnits is not null;
        foreach ((PriceMeter meter, long? count) in Counts(usage))
        {
            if (count is not (null or 0))
            {
                isKnown &= PriceOf(meter) is not null;
                total += (Int128)count * (PriceOf(meter) ?? 0);
            }
        }

        return isKnown ? Money.OfMillionths(total) : null;
    }

    private static IEnumerable<(PriceMeter Meter, long? Count)> Counts(Usage usage) =>
    [
        (PriceMeter.Input, usage.InputText), (PriceMeter.InputImage, usage.InputImage), (PriceMeter.InputAudio, usage.InputAudio),
        (PriceMeter.CacheRead, usage.CacheRead), (PriceMeter.CacheWrite5m, usage.CacheWrite5m), (PriceMeter.CacheWrite30m, usage.CacheWrite30m),
        (PriceMeter.CacheWrite1h, usage.CacheWrite1h), (PriceMeter.CacheWrite12h, usage.CacheWrite12h), (PriceMeter.Output, usage.OutputText),
        (PriceMeter.OutputReasoning, usage.OutputReasoning), (PriceMeter.OutputAudio, usage.OutputAudio),
        (PriceMeter.OutputImage, usage.OutputImage), (PriceMeter.WebSearch, usage.WebSearches), (PriceMeter.WebFetch, usage.WebFetches),
        (PriceMeter.SearchUnit, usage.SearchUnits),
    ];

    private long? PriceOf(PriceMeter meter) => this[meter] ?? meter switch
    {
        PriceMeter.InputImage or PriceMeter.InputAudio or PriceMeter.CacheRead or PriceMeter.CacheWrite5m => this[PriceMeter.Input],
        // Longer lives cost more where writing costs at all: a price for 5 minutes says nothing of an hour.
        PriceMeter.CacheWrite30m or PriceMeter.CacheWrite1h or PriceMeter.CacheWrite12h when !PricesCacheWrites => this[PriceMeter.Input],
        PriceMeter.OutputReasoning => this[PriceMeter.Output],
        _ => null,
    };

    private bool PricesCacheWrites => this[PriceMeter.CacheWrite5m] is not null || this[PriceMeter.CacheWrite30m] is not null
        || this[PriceMeter.CacheWrite1h] is not null || this[PriceMeter.CacheWrite12h] is not null;
}

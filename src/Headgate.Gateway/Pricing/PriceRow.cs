using System.Collections.Immutable;
using Headgate.Llm.Chat;

namespace Headgate.Gateway.Pricing;

/// <summary>The prices that hold for one call, in nano-dollars per million units. A meter without a price is unknown, never free.</summary>
public sealed class PriceRow
{
    // A call that cost nine million dollars is one whose usage is garbage; the bound keeps sums of costs within what Money holds.
    private static readonly Int128 Most = (Int128)(long.MaxValue / 1_000) * 1_000_000;

    private readonly ImmutableArray<long?> _prices;
    private readonly ImmutableArray<long?> _charged;

    internal PriceRow(IEnumerable<KeyValuePair<PriceMeter, long>> prices)
        : this(ByMeter(prices))
    {
    }

    private PriceRow(ImmutableArray<long?> prices)
    {
        _prices = prices;
        _charged = [.. PriceMeters.All.Select(PriceOf)];
    }

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
        bool isKnown = (usage.Input ?? usage.Output ?? usage.SearchUnits) is not null
            && TryAdd(PriceMeter.Input, usage.InputText, ref total)
            && TryAdd(PriceMeter.InputImage, usage.InputImage, ref total)
            && TryAdd(PriceMeter.InputAudio, usage.InputAudio, ref total)
            && TryAdd(PriceMeter.CacheRead, usage.CacheRead, ref total)
            && TryAdd(PriceMeter.CacheWrite5m, usage.CacheWrite5m, ref total)
            && TryAdd(PriceMeter.CacheWrite30m, usage.CacheWrite30m, ref total)
            && TryAdd(PriceMeter.CacheWrite1h, usage.CacheWrite1h, ref total)
            && TryAdd(PriceMeter.CacheWrite12h, usage.CacheWrite12h, ref total)
            && TryAdd(PriceMeter.Output, usage.OutputText, ref total)
            && TryAdd(PriceMeter.OutputReasoning, usage.OutputReasoning, ref total)
            && TryAdd(PriceMeter.OutputAudio, usage.OutputAudio, ref total)
            && TryAdd(PriceMeter.OutputImage, usage.OutputImage, ref total)
            && TryAdd(PriceMeter.WebSearch, usage.WebSearches, ref total)
            && TryAdd(PriceMeter.WebFetch, usage.WebFetches, ref total)
            && TryAdd(PriceMeter.SearchUnit, usage.SearchUnits, ref total);
        return isKnown && total <= Most ? Money.OfMillionths(total) : null;
    }

    /// <summary>What a call is expected to cost, without the usage it has not had yet; null when a price that it needs is not known.</summary>
    internal long? Expect(long input, long cached, long output)
    {
        Int128 total = this[PriceMeter.Request] ?? 0;
        bool isKnown = TryAdd(PriceMeter.Input, Math.Max(0, input - cached), ref total)
            && TryAdd(PriceMeter.CacheRead, Math.Min(input, cached), ref total)
            && TryAdd(PriceMeter.Output, output, ref total);
        return isKnown && total <= Most ? Money.OfMillionths(total).Nanodollars : null;
    }

    private static ImmutableArray<long?> ByMeter(IEnumerable<KeyValuePair<PriceMeter, long>> prices)
    {
        var byMeter = new long?[PriceMeters.All.Length];
        foreach ((PriceMeter meter, long price) in prices)
        {
            byMeter[(int)meter] = price;
        }

        return [.. byMeter];
    }

    private bool TryAdd(PriceMeter meter, long? count, ref Int128 total)
    {
        if (count is not { } units || units == 0)
        {
            return true;
        }

        if (_charged[(int)meter] is not { } price)
        {
            return false;
        }

        total += (Int128)units * price;
        return true;
    }

    /// <summary>What a meter is charged: its own price, or another's that stands in for it.</summary>
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

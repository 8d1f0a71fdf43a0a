using System.Collections.Immutable;
using System.Text.Json;

namespace Headgate.Gateway.Pricing;

/// <summary>The meters by their names, and the unit in which each is priced.</summary>
internal static class PriceMeters
{
    /// <summary>All meters, in order.</summary>
    public static ImmutableArray<PriceMeter> All { get; } = [.. Enum.GetValues<PriceMeter>()];

    private static readonly ImmutableArray<string> Names = [.. All.Select(meter => meter switch
    {
        // The naming policy puts an underscore where digits begin and none before 5m.
        PriceMeter.CacheWrite5m => "cache_write_5m",
        PriceMeter.CacheWrite30m => "cache_write_30m",
        PriceMeter.CacheWrite1h => "cache_write_1h",
        PriceMeter.CacheWrite12h => "cache_write_12h",
        _ => JsonNamingPolicy.SnakeCaseLower.ConvertName(meter.ToString()),
    })];

    /// <summary>The meter's name in catalogue and config.</summary>
    public static string NameOf(PriceMeter meter) => Names[(int)meter];

    /// <summary>The meter of a name; null when there is none.</summary>
    public static PriceMeter? Find(string name) => Names.IndexOf(name) is >= 0 and int index ? (PriceMeter)index : null;

    /// <summary>How many units a price is written for: a million tokens, or a thousand of what is counted one by one.</summary>
    public static int UnitsOf(PriceMeter meter) => meter >= PriceMeter.Request ? 1_000 : 1_000_000;

    /// <summary>A written price in nano-dollars per million units; null when it is negative, too large, or finer than that.</summary>
    public static long? Read(PriceMeter meter, decimal dollars) =>
        dollars is >= 0 and <= 1_000_000 && Money.TryFrom(dollars, out Money price) ? price.Nanodollars * (1_000_000 / UnitsOf(meter)) : null;

    /// <summary>A price as it is written.</summary>
    public static decimal Write(PriceMeter meter, long price) => price / 1_000_000_000m / (1_000_000 / UnitsOf(meter));
}

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

    /// <summary>What is priced and how, one sentence.</summary>
    public static string Describe(PriceMeter meter) => meter switch
    {
        PriceMeter.Input => "Dollars for a million input tokens, of text and of what has no price of its own.",
        PriceMeter.InputImage => "Dollars for a million input tokens of images; as `input` when nothing is written.",
        PriceMeter.InputAudio => "Dollars for a million input tokens of sound; as `input` when nothing is written.",
        PriceMeter.CacheRead => "Dollars for a million input tokens read from a cache; as `input` when nothing is written.",
        PriceMeter.CacheWrite5m => "Dollars for a million input tokens written to a cache for 5 minutes; as `input` when nothing is written.",
        PriceMeter.CacheWrite30m => "The same for 30 minutes; as `input` where no cache write has a price.",
        PriceMeter.CacheWrite1h => "The same for an hour.",
        PriceMeter.CacheWrite12h => "The same for 12 hours.",
        PriceMeter.Output => "Dollars for a million output tokens.",
        PriceMeter.OutputReasoning => "Dollars for a million tokens of reasoning; as `output` when nothing is written.",
        PriceMeter.OutputAudio => "Dollars for a million output tokens of sound.",
        PriceMeter.OutputImage => "Dollars for a million output tokens of images.",
        PriceMeter.Request => "Dollars for a thousand requests.",
        PriceMeter.WebSearch => "Dollars for a thousand of the vendor's own web searches.",
        PriceMeter.WebFetch => "Dollars for a thousand of the vendor's own web fetches.",
        _ => "Dollars for a thousand searches of a rerank model.",
    };

    /// <summary>How many units a price is written for: a million tokens, or a thousand of what is counted one by one.</summary>
    public static int UnitsOf(PriceMeter meter) => meter >= PriceMeter.Request ? 1_000 : 1_000_000;

    /// <summary>A written price in nano-dollars per million units; null when it is negative, too large, or finer than that.</summary>
    public static long? Read(PriceMeter meter, decimal dollars) =>
        dollars is >= 0 and <= 1_000_000 && Money.TryFrom(dollars, out Money price) ? price.Nanodollars * (1_000_000 / UnitsOf(meter)) : null;

    /// <summary>A price as it is written.</summary>
    public static decimal Write(PriceMeter meter, long price) => price / 1_000_000_000m / (1_000_000 / UnitsOf(meter));
}

using System.Collections.Concurrent;
using System.Collections.Immutable;
using Headgate.Llm.Chat;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pricing;

/// <summary>What a vendor's model costs, at any time and in any tier. Thread-safe.</summary>
public sealed class ModelPrices
{
    /// <summary>How many steps a model may have.</summary>
    internal const int MostSteps = 64;

    // What vendors call a call that is served as usual.
    private static readonly ImmutableArray<string> UsualTiers = ["auto", "default", "on_demand", "standard"];

    // By the steps that hold, a bit for each, and the tier: hardly more than two for any model.
    private readonly ConcurrentDictionary<(ulong Holding, string? Tier), PriceRow> _rows = new();

    // The row that was asked for last, which is nearly always the one that is asked for next.
    private LatestRow? _latest;

    /// <summary>The model's name in the catalogue.</summary>
    public required string Model { get; init; }

    /// <summary>The vendor in the catalogue whose price it is.</summary>
    public required string Vendor { get; init; }

    /// <summary>The other names it goes by; a star at either end stands for anything.</summary>
    public ImmutableArray<string> Names { get; init; } = [];

    /// <summary>How many tokens it takes in one request; null = not known.</summary>
    public long? Context { get; init; }

    /// <summary>Its prices, at most 64: of those whose conditions hold, later ones replace earlier ones, meter by meter.</summary>
    public required ImmutableArray<PriceStep> Steps { get; init; }

    /// <summary>What the vendor's tiers cost, as a factor on every price of tokens, where no step has that tier's own.</summary>
    public ImmutableSortedDictionary<string, decimal> Tiers { get; init; } = ImmutableSortedDictionary<string, decimal>.Empty;

    /// <summary>The prices of a model of which nothing is known.</summary>
    internal static ModelPrices Unknown { get; } = new() { Model = "", Vendor = "", Steps = [] };

    /// <summary>What a call costs; null = not known.</summary>
    /// <param name="usage">What it used.</param>
    /// <param name="at">When it was sent.</param>
    /// <param name="tier">The service tier that the vendor says it served; null when it does not say.</param>
    public Money? Cost(Usage usage, DateTimeOffset at, string? tier = null) => Row(at, usage.Input ?? 0, tier)?.Cost(usage);

    /// <summary>The prices of one call; null when none is known, and in a tier whose price is not.</summary>
    /// <param name="at">When it was sent.</param>
    /// <param name="input">Its input tokens, cached or not.</param>
    /// <param name="tier">The service tier that the vendor says it served; null when it does not say.</param>
    public PriceRow? Row(DateTimeOffset at, long input, string? tier = null)
    {
        string? special = tier is null || UsualTiers.Contains(tier) ? null : tier;
        if (special is not null && !IsTierPriced(special))
        {
            return null;
        }

        ulong holding = 0;
        for (int i = 0; i < Steps.Length; i++)
        {
            holding |= Steps[i].Holds(at, input, special) ? 1UL << i : 0;
        }

        if (holding == 0)
        {
            return null;
        }

        LatestRow? latest = _latest;
        if (latest is null || latest.Holding != holding || latest.Tier != special)
        {
            PriceRow row = _rows.GetOrAdd((holding, special), static (key, prices) => prices.Compose(key.Holding, key.Tier), this);
            _latest = latest = new LatestRow(holding, special, row);
        }

        return latest.Prices;
    }

    /// <summary>
    /// The tiers that a call may be served in, beside the usual one, when it asks for these: <c>fast</c> and <c>us</c> together may be <c>fast+us</c>.
    /// Null when the price of a class of service is not known.
    /// </summary>
    internal ImmutableArray<string>? TiersFor(AskedTiers asked)
    {
        if (asked.IsEmpty)
        {
            return [];
        }

        string[] tiers =
        [
            .. Steps.Select(step => step.Tier).OfType<string>().Union(Tiers.Keys).Where(tier => tier.Split('+').All(part => asked.All.Contains(part))),
        ];
        return asked.Classes.Except(UsualTiers).All(each => tiers.Any(tier => tier.Split('+').Contains(each))) ? [.. tiers] : null;
    }

    /// <summary>The same model with prices that the operator has written: they replace the vendor's for calls that are served as usual.</summary>
    internal ModelPrices With(PriceRow written) => Copy(
        Vendor, [.. Steps.Where(step => step.Tier is null).Append(new PriceStep(written)), .. Steps.Where(step => step.Tier is not null)]);

    /// <summary>The same model in another vendor's list.</summary>
    internal ModelPrices Of(string vendor) => Copy(vendor, Steps);

    private ModelPrices Copy(string vendor, ImmutableArray<PriceStep> steps) => new()
    {
        Model = Model,
        Vendor = vendor,
        Names = Names,
        Context = Context,
        Steps = steps,
        Tiers = Tiers,
    };

    private bool IsTierPriced(string tier) => HasOwnPrices(tier) || Tiers.ContainsKey(tier);

    private bool HasOwnPrices(string tier)
    {
        foreach (PriceStep step in Steps)
        {
            if (step.Tier == tier)
            {
                return true;
            }
        }

        return false;
    }

    private PriceRow Compose(ulong holding, string? tier)
    {
        PriceRow row = PriceRow.None;
        for (int i = 0; i < Steps.Length; i++)
        {
            row = (holding >> i & 1) != 0 ? Steps[i].Prices.Over(row) : row;
        }

        return tier is null || HasOwnPrices(tier) ? row : row.Times(Tiers[tier]);
    }

    private sealed record LatestRow(ulong Holding, string? Tier, PriceRow Prices);
}

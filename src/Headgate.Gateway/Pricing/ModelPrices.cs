using System.Collections.Immutable;
using Headgate.Llm.Chat;

namespace Headgate.Gateway.Pricing;

/// <summary>What a vendor's model costs, at any time and in any tier.</summary>
public sealed class ModelPrices
{
    // What vendors call a call that is served as usual.
    private static readonly ImmutableArray<string> UsualTiers = ["auto", "default", "on_demand", "standard"];

    /// <summary>The model's name in the catalogue.</summary>
    public required string Model { get; init; }

    /// <summary>The vendor in the catalogue whose price it is.</summary>
    public required string Vendor { get; init; }

    /// <summary>The other names it goes by; a star at either end stands for anything.</summary>
    public ImmutableArray<string> Names { get; init; } = [];

    /// <summary>How many tokens it takes in one request; null = not known.</summary>
    public long? Context { get; init; }

    /// <summary>Its prices: of those whose conditions hold, later ones replace earlier ones, meter by meter.</summary>
    public required ImmutableArray<PriceStep> Steps { get; init; }

    /// <summary>What the vendor's tiers cost, as a factor on every price of tokens, where no step has that tier's own.</summary>
    public ImmutableSortedDictionary<string, decimal> Tiers { get; init; } = ImmutableSortedDictionary<string, decimal>.Empty;

    /// <summary>What a call costs; null = not known.</summary>
    /// <param name="usage">What it used.</param>
    /// <param name="at">When it was sent.</param>
    /// <param name="tier">The service tier that the vendor says it served; null when it does not say.</param>
    public Money? Cost(Usage usage, DateTimeOffset at, string? tier = null) => Row(at, usage.Input ?? 0, tier)?.Cost(usage);

    /// <summary>The prices of one call; null in a tier whose price is not known.</summary>
    /// <param name="at">When it was sent.</param>
    /// <param name="input">Its input tokens, cached or not.</param>
    /// <param name="tier">The service tier that the vendor says it served; null when it does not say.</param>
    public PriceRow? Row(DateTimeOffset at, long input, string? tier = null)
    {
        string? special = tier is null || UsualTiers.Contains(tier) ? null : tier;
        PriceRow row = PriceRow.None;
        foreach (PriceStep step in Steps.Where(step => step.Holds(at, input, special)))
        {
            row = step.Prices.Over(row);
        }

        return special is null || Steps.Any(step => step.Tier == special) ? row
            : Tiers.TryGetValue(special, out decimal factor) ? row.Times(factor)
            : null;
    }
}

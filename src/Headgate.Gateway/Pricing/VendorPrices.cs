using System.Collections.Immutable;

namespace Headgate.Gateway.Pricing;

/// <summary>The models of one vendor in the catalogue.</summary>
public sealed record VendorPrices
{
    /// <summary>Where its API is, host and path without the scheme, for providers that name no vendor; empty = it is found by its type only.</summary>
    public ImmutableArray<string> At { get; init; } = [];

    /// <summary>Vendors whose prices hold for models that it does not list itself.</summary>
    public ImmutableArray<string> Like { get; init; } = [];

    /// <summary>What its tiers cost, as a factor on every price of tokens.</summary>
    public ImmutableSortedDictionary<string, decimal> Tiers { get; init; } = ImmutableSortedDictionary<string, decimal>.Empty;

    /// <summary>Prices that each of its models has; at most one step.</summary>
    public ImmutableArray<PriceStep> Each { get; init; } = [];

    /// <summary>Its models, in order.</summary>
    public required ImmutableArray<ModelPrices> Models { get; init; }

    /// <summary>The model that a name fits best; null when it fits none.</summary>
    public ModelPrices? Find(string model)
    {
        ModelPrices? best = null;
        int bestFit = 0;
        foreach (ModelPrices candidate in Models)
        {
            int fit = candidate.Names.Select(name => ModelName.Fit(model, name)).Append(ModelName.Fit(model, candidate.Model)).Max();
            if (fit > bestFit)
            {
                (best, bestFit) = (candidate, fit);
            }
        }

        return best;
    }
}

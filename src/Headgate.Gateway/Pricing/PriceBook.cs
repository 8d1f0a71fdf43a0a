using System.Collections.Concurrent;
using System.Collections.Immutable;
using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Route;

namespace Headgate.Gateway.Pricing;

/// <summary>
/// What the models of the configured providers cost: what the operator has written, over the catalogue. Thread-safe; what was found is kept, so
/// that a request costs no search.
/// </summary>
/// <param name="files">What the operator's price files say, by vendor: a model that is in them is not looked for in the catalogue.</param>
public sealed class PriceBook(ImmutableSortedDictionary<string, VendorPrices> files)
{
    /// <summary>Clients choose the names of models where a provider takes any: no more than this many are kept.</summary>
    private const int MostKept = 4_096;

    private const int DeepestLike = 4;

    private readonly ConcurrentDictionary<(Provider Provider, string Model), ModelPrices?> _found = new();
    private readonly ConcurrentDictionary<Provider, string> _vendors = new();

    private ITargetCosts? _costs;

    /// <summary>The catalogue alone.</summary>
    public static PriceBook Catalogue { get; } = new(ImmutableSortedDictionary<string, VendorPrices>.Empty);

    /// <summary>What a provider's model costs; null when that is not known.</summary>
    /// <param name="provider">The provider.</param>
    /// <param name="upstreamModel">The model as targets name it.</param>
    public ModelPrices? Find(Provider provider, string upstreamModel)
    {
        if (!_found.TryGetValue((provider, upstreamModel), out ModelPrices? prices))
        {
            prices = Search(provider, upstreamModel);
            if (_found.Count < MostKept)
            {
                _found.TryAdd((provider, upstreamModel), prices);
            }
        }

        return prices;
    }

    /// <summary>Reads the lists of the providers' vendors, so that no request waits for that.</summary>
    internal void Prepare(ImmutableArray<Provider> providers)
    {
        foreach (Provider provider in providers)
        {
            Listed(_vendors.GetOrAdd(provider, VendorOf), "");
        }
    }

    /// <summary>What calls are expected to cost, for those who choose by it.</summary>
    internal ITargetCosts Costs(TimeProvider time) => _costs ??= new ExpectedCosts(this, time);

    /// <summary>What a target costs, as far as it is known.</summary>
    internal ModelPrices Of(Target target) => target.Prices ??= Look(target);

    private ModelPrices Look(Target target)
    {
        ModelPrices prices = Find(target.Provider, target.UpstreamModel) ?? ModelPrices.Unknown;
        return target.Pricing is { } written ? prices.With(written) : prices;
    }

    private ModelPrices? Search(Provider provider, string model)
    {
        ModelPrices? listed = Listed(_vendors.GetOrAdd(provider, VendorOf), model);
        return provider.PriceOf(model) is { } written ? (listed ?? ModelPrices.Unknown).With(written) : listed;
    }

    /// <summary>A vendor's model, or one of those that it is priced like; an operator's file may name them in a circle.</summary>
    private ModelPrices? Listed(string vendor, string model, int depth = 0)
    {
        VendorPrices? own = files.GetValueOrDefault(vendor);
        VendorPrices? known = ModelCatalog.Of(vendor);
        return own?.Find(model) ?? known?.Find(model) ?? (depth == DeepestLike ? null : (own?.Like ?? []).Union(known?.Like ?? [])
            .Select(other => Listed(other, model, depth + 1)).FirstOrDefault(found => found is not null));
    }

    /// <summary>The vendor in whose list a provider's models are: that of its type, else the one whose address it has.</summary>
    private string VendorOf(Provider provider)
    {
        string type = provider.Row.Type;
        if (files.ContainsKey(type) || ModelCatalog.Vendors.Contains(type))
        {
            return type;
        }

        // A machine of the operator's own is no vendor's, and need not be looked for in all the lists.
        Uri address = provider.Endpoint.BaseUrl;
        if (address.IsLoopback || address.HostNameType != UriHostNameType.Dns)
        {
            return type;
        }

        string place = $"{address.Host}{address.AbsolutePath}";
        return ModelCatalog.Vendors.FirstOrDefault(vendor => ModelCatalog.Of(vendor)!.At.Any(at => IsAt(place, at))) ?? type;
    }

    private static bool IsAt(string place, string known) =>
        place.StartsWith(known, StringComparison.OrdinalIgnoreCase) && (place.Length == known.Length || place[known.Length] == '/');
}

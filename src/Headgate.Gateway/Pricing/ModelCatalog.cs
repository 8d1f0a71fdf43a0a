using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;

namespace Headgate.Gateway.Pricing;

/// <summary>What the vendors' models cost, as this version knows it: a file for each vendor in <c>Catalogue/</c>, read when it is first asked for.</summary>
public static class ModelCatalog
{
    private const string Folder = "prices/";

    private static readonly Assembly Home = typeof(ModelCatalog).Assembly;
    private static readonly ConcurrentDictionary<string, VendorPrices?> Read = new();

    /// <summary>The vendors, by name in order.</summary>
    public static ImmutableArray<string> Vendors { get; } =
    [
        .. Home.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(name => Path.GetFileNameWithoutExtension(name[Folder.Length..])).Order(StringComparer.Ordinal),
    ];

    /// <summary>A vendor's models; null when it is not in the catalogue.</summary>
    public static VendorPrices? Of(string vendor) => Read.GetOrAdd(vendor, Load);

    /// <summary>A model of a vendor's, or of those that it is priced like; null when none has its name.</summary>
    public static ModelPrices? Find(string vendor, string model) => Of(vendor) is { } prices
        ? prices.Find(model) ?? prices.Like.Select(other => Find(other, model)).FirstOrDefault(found => found is not null)
        : null;

    private static VendorPrices? Load(string vendor)
    {
        using Stream? file = Home.GetManifestResourceStream($"{Folder}{vendor}.json");
        if (file is null)
        {
            return null;
        }

        using JsonDocument json = JsonDocument.Parse(file);
        return PriceFile.ReadVendor(vendor, json.RootElement);
    }
}

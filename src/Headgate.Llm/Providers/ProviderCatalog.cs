using System.Collections.Immutable;
using System.Text.Json;

namespace Headgate.Llm.Providers;

/// <summary>The vendors known, one row each in <c>providers.json</c>.</summary>
public static class ProviderCatalog
{
    /// <summary>All vendors, by name in order.</summary>
    public static ImmutableArray<VendorRow> Rows { get; } = [.. Read().OrderBy(row => row.Type, StringComparer.Ordinal)];

    /// <summary>The row of a vendor; null when the name is unknown.</summary>
    public static VendorRow? Find(string type) => Rows.FirstOrDefault(row => row.Type == type);

    private static VendorRow[] Read()
    {
        using Stream rows = typeof(ProviderCatalog).Assembly.GetManifestResourceStream("providers.json")!;
        return JsonSerializer.Deserialize(rows, VendorRowJson.Default.VendorRowArray)!;
    }
}

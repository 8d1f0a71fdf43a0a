using System.Collections.Immutable;

namespace Headgate.Llm.Providers;

/// <summary>The vendors known, one row each in <c>providers.json</c>.</summary>
public static class ProviderCatalog
{
    /// <summary>All vendors, by name in order.</summary>
    public static ImmutableArray<VendorRow> Rows => throw null!;

    /// <summary>The row of a vendor; null when the name is unknown.</summary>
    public static VendorRow? Find(string type) => throw null!;
}

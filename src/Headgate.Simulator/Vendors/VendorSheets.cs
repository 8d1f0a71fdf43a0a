using System.Collections.Frozen;
using System.Text.Json;

namespace Headgate.Simulator.Vendors;

/// <summary>The sheets, by name. Written from the vendors' documentation, independently of the gateway's own rows.</summary>
internal static class VendorSheets
{
    public static readonly FrozenDictionary<string, VendorSheet> All = Read().ToFrozenDictionary(sheet => sheet.Name, StringComparer.Ordinal);

    private static VendorSheet[] Read()
    {
        using var rows = typeof(VendorSheets).Assembly.GetManifestResourceStream("vendors.json")!;
        return JsonSerializer.Deserialize(rows, VendorSheetJson.Default.VendorSheetArray)!;
    }
}

using System.Collections.Immutable;
using Headgate.Gateway.Config.Description;
using Headgate.Gateway.Config.Reading;
using Headgate.Gateway.Pricing;
using Headgate.Llm.Providers;

namespace Headgate.Gateway.Config.Rules;

/// <summary>The file of prices.</summary>
internal static class PricingRules
{
    public static void Check(Draft draft)
    {
        if (draft.Root.Find(RootKeys.Pricing) is not { } file || draft.File(draft.Root, RootKeys.Pricing) is not { } content)
        {
            return;
        }

        try
        {
            CheckVendors(draft, file, PriceFile.ReadBook(content));
        }
        catch (FormatException wrong)
        {
            draft.Report.Error(file.At, $"`{file.Shown}` is no file of prices: {wrong.Message}");
        }
    }

    private static void CheckVendors(Draft draft, Written<string> file, ImmutableSortedDictionary<string, VendorPrices> vendors)
    {
        string[] known = [.. ProviderCatalog.Rows.Select(row => row.Type).Union(ModelCatalog.Vendors)];
        foreach (string vendor in vendors.Keys.Except(known))
        {
            draft.Report.Error(file.At, $"`{vendor}` in `{file.Shown}` is no vendor", NearName.Ask(vendor, known));
        }
    }
}

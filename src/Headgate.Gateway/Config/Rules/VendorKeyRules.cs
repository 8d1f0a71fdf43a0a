using System.Collections.Immutable;
using Headgate.Gateway.Config.Description;
using Headgate.Gateway.Config.Reading;
using Headgate.Gateway.Config.Shapes;
using Headgate.Llm.Providers;

namespace Headgate.Gateway.Config.Rules;

/// <summary>Keys that mean something to one vendor alone.</summary>
internal static class VendorKeyRules
{
    private static readonly ImmutableArray<(Key Key, string Vendor)> Keys =
    [
        (ProviderKeys.ApiVersion, AzureProvider.Type), (ProviderKeys.Deployments, AzureProvider.Type), (ProviderKeys.Entra, AzureProvider.Type),
        (ProviderKeys.Project, VertexProvider.Type), (ProviderKeys.Location, VertexProvider.Type),
        (ProviderKeys.Credentials, VertexProvider.Type), (ProviderKeys.TokenUrl, VertexProvider.Type),
    ];

    public static void Check(Draft draft, Section provider)
    {
        if (provider.Find(ProviderKeys.Type)?.Value is not { Type: var type })
        {
            return;
        }

        foreach ((Key key, string vendor) in Keys.Where(known => known.Vendor != type && provider.Has(known.Key)))
        {
            draft.Report.Error(provider.Place(key), $"`{key.Name}` means something to `{vendor}` only, and this is `{type}`");
        }
    }
}

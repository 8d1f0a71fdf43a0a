using System.Collections.Frozen;
using System.Collections.Immutable;
using Headgate.Gateway.Config.Description;
using Headgate.Gateway.Config.Reading;
using Headgate.Gateway.Config.Rules;
using Headgate.Gateway.Credentials;
using Headgate.Llm.Protocols;
using Headgate.Llm.Providers;
using Headgate.Llm.Providers.Aws;

namespace Headgate.Gateway.Config.Derivation;

/// <summary>How a provider's vendor is spoken to: by its row alone, or by what the operator says of a cloud.</summary>
internal static class VendorDerivation
{
    /// <summary>The first version of Azure's classic API that takes <c>stream_options</c>.</summary>
    private const string FirstWithStreamOptions = "2024-09-01";

    public static IProvider Vendor(Section section, VendorRow row, ImmutableArray<WireProtocol> protocols) => row.Type switch
    {
        AzureProvider.Type => Azure(section, protocols),
        BedrockRules.Type => new BedrockProvider(row, protocols, section.Get(ProviderKeys.Region), Identity(section)),
        VertexProvider.Type => new VertexProvider(Project(section), Location(section), protocols),
        _ => new CatalogProvider(row, protocols),
    };

    /// <summary>The row as it is true for this provider.</summary>
    public static VendorRow Row(Section section, VendorRow row) => row.Type == AzureProvider.Type
        ? row with
        {
            Models = [.. section.Get(ProviderKeys.Deployments).Select(deployment => deployment.Name)],
            TakesStreamOptions = string.CompareOrdinal(section.Find(ProviderKeys.ApiVersion)?.Value ?? FirstWithStreamOptions, FirstWithStreamOptions) >= 0,
        }
        : row;

    /// <summary>The vendor's own address, where it follows from what is written; null when it does not.</summary>
    public static Uri? Address(Section section, VendorRow row) => row.Type switch
    {
        BedrockRules.Type => BedrockProvider.BaseUrl(section.Get(ProviderKeys.Region)),
        VertexProvider.Type => VertexProvider.HostOf(Location(section)),
        _ => row.BaseUrl,
    };

    private static AzureProvider Azure(Section section, ImmutableArray<WireProtocol> protocols) => new(
        section.Find(ProviderKeys.ApiVersion)?.Value,
        section.Get(ProviderKeys.Deployments).ToFrozenDictionary(deployment => deployment.Name, deployment => deployment.Value),
        section.Has(ProviderKeys.Entra) ? AuthScheme.Bearer : AuthScheme.ApiKey,
        protocols);

    private static AwsIdentity? Identity(Section section) => section.Find(ProviderKeys.AccessKeyId) is { } id
        ? new AwsIdentity(id.Value, section.Find(ProviderKeys.SessionToken)?.Value)
        : null;

    private static string Location(Section section) => section.Find(ProviderKeys.Location)?.Value ?? VertexRules.UsualLocation;

    private static string Project(Section section) =>
        section.Find(ProviderKeys.Project)?.Value ?? ServiceAccount.TryRead(section.Get(ProviderKeys.Credentials), out _)!.Project!;
}

using System.Collections.Immutable;
using Headgate.Gateway.Config;
using Headgate.Gateway.Identity;

namespace Headgate.Gateway.Raw.Objects;

/// <summary>Which providers a key reaches when a call names no model.</summary>
internal static class ProviderAccess
{
    /// <summary>True when the key may ask for some model of the provider's, by its name or by an alias.</summary>
    public static bool Reaches(VirtualKey key, Provider provider, ConfigSnapshot config) =>
        Lists(key).All(list => list.Any(pattern => Leads(pattern, provider, config)));

    /// <summary>
    /// True when the key may ask for every model of the provider's: what a batch asks for stands in a file that is not read. The provider
    /// then has no allow-list of its own either.
    /// </summary>
    public static bool IsWhole(VirtualKey key, Provider provider) =>
        provider.Models.IsEmpty && Lists(key).All(list => list.Any(pattern => pattern == $"{provider.Name}/*" || IsEverything(pattern, provider)));

    private static IEnumerable<ImmutableArray<string>> Lists(VirtualKey key) => key.TeamModels.IsEmpty ? [key.Models] : [key.Models, key.TeamModels];

    private static bool Leads(string pattern, Provider provider, ConfigSnapshot config) =>
        IsEverything(pattern, provider)
        || pattern.StartsWith($"{provider.Name}/", StringComparison.Ordinal)
        || config.Models.Aliases.Any(alias => ModelPattern.Matches(pattern, alias.Name) && Leads(alias, provider));

    private static bool Leads(ModelAlias alias, Provider provider) => alias.Targets.Any(target => target switch
    {
        AliasTarget.Model model => ReferenceEquals(model.Provider, provider),
        AliasTarget.Alias nested => Leads(nested.Target, provider),
        _ => false,
    });

    private static bool IsEverything(string pattern, Provider provider) => pattern == "*" && !provider.IsSimulator;
}

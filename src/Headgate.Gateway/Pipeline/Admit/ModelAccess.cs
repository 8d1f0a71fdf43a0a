using System.Collections.Immutable;
using Headgate.Gateway.Config;
using Headgate.Gateway.Identity;

namespace Headgate.Gateway.Pipeline.Admit;

/// <summary>Which models a key may use: its own list and its team's, where <c>*</c> never reaches the simulator.</summary>
internal static class ModelAccess
{
    private const int NearNames = 3;

    /// <summary>True when the key may use a model that means this alias. A bare upstream name is also allowed under its full name.</summary>
    public static bool Allows(VirtualKey key, string model, ModelAlias alias, ConfigSnapshot config)
    {
        bool isSimulated = IsSimulated(alias, config);
        return ListAllows(key.Models, model, alias.Name, isSimulated) && (key.TeamModels.IsEmpty || ListAllows(key.TeamModels, model, alias.Name, isSimulated));
    }

    /// <summary>The names the key may use: aliases without a pattern, and each provider's models that were written out.</summary>
    public static IEnumerable<string> Visible(VirtualKey key, ConfigSnapshot config)
    {
        IEnumerable<string> aliases = config.Models.Aliases.Select(alias => alias.Name);
        IEnumerable<string> direct = config.Providers.SelectMany(provider => provider.Models.Select(model => $"{provider.Name}/{model}"));
        return aliases.Concat(direct)
            .Where(name => !name.EndsWith('*'))
            .Where(name => config.Models.Find(name) is { } alias && Allows(key, name, alias, config));
    }

    /// <summary>Names like this one that the key may use, nearest first.</summary>
    public static IEnumerable<string> Near(VirtualKey key, string model, ConfigSnapshot config) =>
        NearName.Nearest(model, Visible(key, config), NearNames);

    private static bool ListAllows(ImmutableArray<string> list, string model, string resolved, bool isSimulated)
    {
        foreach (string pattern in list)
        {
            bool reaches = pattern != "*" || !isSimulated;
            if (reaches && (ModelPattern.Matches(pattern, model) || ModelPattern.Matches(pattern, resolved)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for <c>sim/…</c> asked directly. An alias that the operator pointed at the simulator is an alias like any other.</summary>
    private static bool IsSimulated(ModelAlias alias, ConfigSnapshot config) =>
        alias.Targets is [AliasTarget.Model { Provider.IsSimulator: true } only] && alias.Name == $"{only.Provider.Name}/{only.UpstreamModel}"
        && !config.Models.Aliases.Contains(alias);
}

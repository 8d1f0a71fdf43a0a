using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Headgate.Gateway.Config;

/// <summary>
/// Finds what a requested model name means: an alias (exact, then longest prefix), <c>provider/model</c>, or a bare upstream name.
/// </summary>
public sealed class ModelTable(ImmutableArray<ModelAlias> aliases, ImmutableArray<Provider> providers)
{
    private readonly FrozenDictionary<string, ModelAlias> _exact =
        aliases.Where(alias => !alias.Name.EndsWith('*')).ToFrozenDictionary(alias => alias.Name, StringComparer.Ordinal);

    private readonly ImmutableArray<ModelAlias> _patterns =
        [.. aliases.Where(alias => alias.Name.EndsWith('*')).OrderByDescending(alias => alias.Name.Length)];

    private readonly FrozenDictionary<string, Provider> _providers =
        providers.ToFrozenDictionary(provider => provider.Name, StringComparer.Ordinal);

    /// <summary>The aliases, in config order.</summary>
    public ImmutableArray<ModelAlias> Aliases { get; } = aliases;

    /// <summary>What a name means; null when nothing here serves it.</summary>
    public ModelAlias? Find(string model) =>
        _exact.TryGetValue(model, out ModelAlias? alias) ? alias : FindDirect(model) ?? FindPattern(model) ?? FindBare(model);

    private ModelAlias? FindDirect(string model)
    {
        int slash = model.IndexOf('/');
        if (slash <= 0 || slash == model.Length - 1
            || !_providers.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(model.AsSpan(0, slash), out Provider? provider))
        {
            return null;
        }

        string upstreamModel = model[(slash + 1)..];
        return provider.Models.IsEmpty || ModelPattern.Any(provider.Models, upstreamModel) ? Direct(model, provider, upstreamModel) : null;
    }

    private ModelAlias? FindPattern(string model)
    {
        foreach (ModelAlias pattern in _patterns)
        {
            if (ModelPattern.Matches(pattern.Name, model))
            {
                return pattern;
            }
        }

        return null;
    }

    private ModelAlias? FindBare(string model)
    {
        foreach (Provider provider in Providers)
        {
            if (ModelPattern.Any(provider.BareModels, model))
            {
                return Direct($"{provider.Name}/{model}", provider, model);
            }
        }

        return null;
    }

    private ImmutableArray<Provider> Providers { get; } = providers;

    private static ModelAlias Direct(string name, Provider provider, string upstreamModel) =>
        new() { Name = name, Label = $"{provider.Name}/*", Targets = [new AliasTarget.Model(provider, upstreamModel, 1)] };
}

using System.Collections.Immutable;
using Headgate.Gateway.Config.Derivation;
using Headgate.Gateway.Config.Description;
using Headgate.Gateway.Config.Reading;
using Headgate.Gateway.Config.Shapes;

namespace Headgate.Gateway.Config.Rules;

/// <summary>What a key or a team allows should be there to be asked for.</summary>
internal static class ReachRule
{
    public static void Check(Draft draft, DerivedConfig config)
    {
        foreach (Section key in draft.Keys.Where(key => key.At.Line > 0))
        {
            Check(draft, config, key, VirtualKeyKeys.Models);
        }

        foreach (Named<Section> team in draft.Teams)
        {
            Check(draft, config, team.Value, TeamKeys.Models);
        }
    }

    private static void Check(Draft draft, DerivedConfig config, Section section, Key<ImmutableArray<Written<string>>> key)
    {
        if (section.Find(key) is not { Value: var patterns })
        {
            return;
        }

        foreach (Written<string> pattern in patterns.Where(pattern => !Reaches(config, pattern.Value)))
        {
            draft.Report.Warn(pattern.At, $"nothing here is called `{pattern.Shown}`",
                NearName.Ask(pattern.Value, draft.Models.Select(model => model.Name)));
        }
    }

    private static bool Reaches(DerivedConfig config, string pattern) =>
        pattern.EndsWith('*') ? Names(config).Any(name => Overlap(pattern[..^1], name)) : config.Models.Find(pattern) is not null;

    private static IEnumerable<string> Names(DerivedConfig config) =>
        config.Models.Aliases.Select(alias => alias.Name)
            .Concat(config.Providers.Select(provider => $"{provider.Name}/*"))
            .Concat(config.Providers.SelectMany(provider => provider.BareModels));

    /// <summary>True when some name starts with the prefix and fits the other pattern as well.</summary>
    private static bool Overlap(string prefix, string other) =>
        other.EndsWith('*')
            ? other.StartsWith(prefix, StringComparison.Ordinal) || prefix.StartsWith(other[..^1], StringComparison.Ordinal)
            : other.StartsWith(prefix, StringComparison.Ordinal);
}

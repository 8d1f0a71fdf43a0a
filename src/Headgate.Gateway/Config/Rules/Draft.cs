using System.Collections.Immutable;
using Headgate.Gateway.Config.Description;
using Headgate.Gateway.Config.Reading;
using Headgate.Gateway.Config.Shapes;

namespace Headgate.Gateway.Config.Rules;

/// <summary>A config that was read and is now looked at as a whole: each rule adds what it finds to the report.</summary>
internal sealed class Draft(Section root, ConfigReport report, ConfigFiles files, DateTimeOffset now)
{
    private Dictionary<string, Named<Section>>? _providers;
    private Dictionary<string, Named<Section>>? _models;

    public Section Root => root;

    public ConfigReport Report => report;

    public ConfigFiles Files => files;

    public DateTimeOffset Now => now;

    public Section Server { get; } = root.Get(RootKeys.Server);

    public ImmutableArray<Named<Section>> Providers { get; } = root.Get(RootKeys.Providers);

    public ImmutableArray<Named<Section>> Models { get; } = root.Get(RootKeys.Models);

    public ImmutableArray<Named<Section>> Teams { get; } = root.Get(RootKeys.Teams);

    public ImmutableArray<Named<Section>> Organizations { get; } = root.Get(RootKeys.Organizations);

    public ImmutableArray<Section> Keys { get; } = [.. root.Get(RootKeys.Keys).Select(key => key.Value)];

    public ImmutableArray<Section> AdminTokens { get; } = [.. root.Get(RootKeys.Admin).Get(AdminKeys.Tokens).Select(token => token.Value)];

    public Named<Section>? Provider(string name) => (_providers ??= ByName(Providers)).GetValueOrDefault(name);

    public Named<Section>? Model(string name) => (_models ??= ByName(Models)).GetValueOrDefault(name);

    /// <summary>A file that a key names, whole; null when none is named or it cannot be read, and then the report says why.</summary>
    public byte[]? File(Section section, Key<string> key)
    {
        if (section.Find(key) is not { } path)
        {
            return null;
        }

        byte[]? content = files.Read(ConfigPaths.Resolve(path.Value, path.At), out string why);
        if (content is null)
        {
            report.Error(path.At, $"`{path.Shown}` is not to be had: {why}");
        }

        return content;
    }

    /// <summary>Names of models: a star stands at the end or not at all, and an empty list is surely not meant.</summary>
    public void CheckPatterns(Section section, Key<ImmutableArray<Written<string>>> key)
    {
        if (section.Find(key) is not { } written)
        {
            return;
        }

        if (written.Value.IsEmpty)
        {
            report.Error(written.At, "an empty list allows nothing", "name what is allowed, `\"*\"` for everything");
        }

        foreach (Written<string> pattern in written.Value)
        {
            CheckPattern(pattern.Value, pattern.At, pattern.Shown);
        }
    }

    public void CheckPattern(string pattern, ConfigPlace at, string shown)
    {
        if (pattern.IndexOf('*', StringComparison.Ordinal) is >= 0 and int star && star < pattern.Length - 1)
        {
            report.Error(at, $"`{shown}` has a `*` before its end", "a `*` stands for the rest of a name");
        }
    }

    private static Dictionary<string, Named<Section>> ByName(ImmutableArray<Named<Section>> members) =>
        members.ToDictionary(member => member.Name, StringComparer.Ordinal);
}

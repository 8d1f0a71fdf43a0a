using System.Collections.Immutable;
using Headgate.Gateway.Config.Derivation;
using Headgate.Gateway.Config.Description;
using Headgate.Gateway.Config.Reading;
using Headgate.Gateway.Config.Rules;
using Headgate.Gateway.Stores;

namespace Headgate.Gateway.Config.Stored;

/// <summary>
/// Lays objects of the store under the files. The files stand by themselves: a name that they have is theirs, and nothing in the store can make them wrong.
/// An object that breaks a rule is left out, with those that need it, and all others are served.
/// </summary>
internal static class StoreLayer
{
    public static LayeredConfig Under(ConfigReading.Accepted files, ImmutableArray<OpenedObject> objects, ConfigInputs inputs, DateTimeOffset now)
    {
        var left = ImmutableArray.CreateBuilder<LeftOutObject>();
        List<OpenedObject> rest = [];
        foreach (OpenedObject each in objects)
        {
            if (Has(files, each.Row.Kind, each.Row.Name))
            {
                left.Add(new LeftOutObject(each.Row, []));
            }
            else if (each.Node is null)
            {
                left.Add(new LeftOutObject(each.Row, each.Errors));
            }
            else
            {
                rest.Add(each);
            }
        }

        while (rest.Count > 0)
        {
            var report = new ConfigReport();
            if (Derive(files, rest, inputs, now, report) is { } derived)
            {
                return new LayeredConfig(derived, left.ToImmutable(), [.. files.EarlyWarnings, .. report.Warnings]);
            }

            left.AddRange(TakeWrong(rest, report.Errors));
        }

        return new LayeredConfig(files.Derived, left.ToImmutable(), files.Warnings);
    }

    /// <summary>True when the files have an object of this name.</summary>
    public static bool Has(ConfigReading.Accepted files, ConfigObjectKind kind, string name) =>
        files.Derived.Written.Get(kind == ConfigObjectKind.Provider ? RootKeys.Providers : RootKeys.Models).Any(written => written.Name == name);

    private static DerivedConfig? Derive(
        ConfigReading.Accepted files, List<OpenedObject> objects, ConfigInputs inputs, DateTimeOffset now, ConfigReport report)
    {
        ConfigNode.Map written = objects.Aggregate(files.Written, Add);
        Section root = RootKeys.Shape.Read(written, report)!.Value;
        var draft = new Draft(root, report, files.ReadFiles, now);
        AllRules.Check(draft);
        StoredRules.Check(draft);
        if (report.HasErrors)
        {
            return null;
        }

        DerivedConfig derived = ConfigDerivation.Derive(draft, written, inputs);
        ReachRule.Check(draft, derived);
        return derived;
    }

    /// <summary>Behind what the files have, so that a bare model's name goes to them first.</summary>
    private static ConfigNode.Map Add(ConfigNode.Map written, OpenedObject each)
    {
        string section = ObjectBody.SectionOf(each.Row.Kind);
        ConfigMember added = new(each.Row.Name, each.At, each.Node!);
        int index = written.Members.IndexOf(written.Members.FirstOrDefault(member => member.Name == section)!);
        return index < 0
            ? written with { Members = written.Members.Add(new ConfigMember(section, each.At, new ConfigNode.Map(each.At, [added]))) }
            : written with { Members = written.Members.SetItem(index, With(written.Members[index], added)) };
    }

    private static ConfigMember With(ConfigMember section, ConfigMember added) => section with
    {
        Value = section.Value is ConfigNode.Map map
            ? map with { Members = map.Members.Add(added) }
            : new ConfigNode.Map(section.At, [added]),
    };

    /// <summary>Takes away what the errors are about; everything, should they be about none.</summary>
    private static ImmutableArray<LeftOutObject> TakeWrong(List<OpenedObject> rest, ImmutableArray<ConfigError> errors)
    {
        ILookup<string, ConfigError> wrong = errors.ToLookup(error => error.File, StringComparer.Ordinal);
        ImmutableArray<LeftOutObject> taken =
            [.. rest.Where(each => wrong.Contains(each.At.File)).Select(each => new LeftOutObject(each.Row, [.. wrong[each.At.File]]))];
        if (taken.IsEmpty)
        {
            taken = [.. rest.Select(each => new LeftOutObject(each.Row, errors))];
        }

        rest.RemoveAll(each => taken.Any(gone => gone.Row == each.Row));
        return taken;
    }
}

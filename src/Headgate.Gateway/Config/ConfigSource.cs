using System.Collections.Immutable;
using Headgate.Gateway.Config.Derivation;
using Headgate.Gateway.Config.Description;
using Headgate.Gateway.Config.Reading;
using Headgate.Gateway.Config.Rules;
using Headgate.Gateway.Config.Stored;

namespace Headgate.Gateway.Config;

/// <summary>
/// Reads the config from files, environment and flags, checks all of it and derives what is served. Keeps nothing; thread-safe.
/// </summary>
public sealed class ConfigSource(ConfigInputs inputs, TimeProvider time)
{
    private const string DefaultFile = "headgate.yaml";

    /// <summary>Reads everything anew.</summary>
    public ConfigReading Read() => Read(isServed: false);

    /// <summary>
    /// Checks a text that came from outside as if it were the only file. <c>${…}</c> is not expanded, environment and flags are not
    /// read.
    /// </summary>
    public ConfigReading Check(string text)
    {
        var report = new ConfigReport();
        return Read(YamlReader.ReadMap("config", text, report), isServed: false, report, new ConfigFiles());
    }

    /// <summary>Lays objects of the store under files that were accepted.</summary>
    internal LayeredConfig Lay(ConfigReading.Accepted files, ImmutableArray<OpenedObject> objects) =>
        StoreLayer.Under(files, objects, inputs, time.GetUtcNow());

    /// <summary>Reads everything anew; what this process could not serve is refused.</summary>
    internal ConfigReading Read(bool isServed)
    {
        var report = new ConfigReport();
        var files = new ConfigFiles();
        return Read(ReadTree(report, files), isServed, report, files);
    }

    private ConfigReading Read(ConfigNode.Map? written, bool isServed, ConfigReport report, ConfigFiles files)
    {
        if (written is null)
        {
            return new ConfigReading.Refused(report, files);
        }

        ImmutableArray<ConfigWarning> early = report.Warnings;
        Section root = RootKeys.Shape.Read(written, report)!.Value;
        var draft = new Draft(root, report, files, time.GetUtcNow());
        AllRules.Check(draft);
        if (isServed && inputs.SimulatorUrl is null)
        {
            ProviderRules.RefuseSimulator(draft);
        }

        if (report.HasErrors)
        {
            return new ConfigReading.Refused(report, files);
        }

        DerivedConfig derived = ConfigDerivation.Derive(draft, written, inputs);
        ReachRule.Check(draft, derived);
        return new ConfigReading.Accepted(derived, written, early, report, files);
    }

    private ConfigNode.Map? ReadTree(ConfigReport report, ConfigFiles files)
    {
        ConfigNode.Map? merged = null;
        bool isWhole = true;
        foreach (string file in Files())
        {
            ConfigNode.Map? map = ReadFile(file, report, files);
            isWhole &= map is not null;
            if (map is not null)
            {
                merged = merged is null ? map : NodeMerge.Over(merged, map);
            }
        }

        if (isWhole)
        {
            return new EnvironmentLayer(inputs, files, report)
                .Over(merged is null ? null : new Expansion(inputs.Variable, files, report).Expand(merged));
        }

        return null;
    }

    private static ConfigNode.Map? ReadFile(string file, ConfigReport report, ConfigFiles files)
    {
        if (files.ReadText(file, out string why) is { } text)
        {
            return YamlReader.ReadMap(file, text, report);
        }

        report.Error(new ConfigPlace(file, 1, 1, ""), $"this file is not to be had: {why}");
        return null;
    }

    private IEnumerable<string> Files()
    {
        if (!inputs.Files.IsEmpty)
        {
            return inputs.Files;
        }

        if (inputs.Variable("HEADGATE_CONFIG") is { Length: > 0 } list)
        {
            return list.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        }

        string file = Path.Combine(inputs.Folder, DefaultFile);
        return File.Exists(file) ? [file] : [];
    }
}

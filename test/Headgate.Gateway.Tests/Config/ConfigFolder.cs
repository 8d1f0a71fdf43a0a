using System.Collections.Immutable;
using Headgate.Gateway.Config;
using Microsoft.Extensions.Time.Testing;

namespace Headgate.Gateway.Tests.Config;

/// <summary>A temporary folder with config files and an environment of its own.</summary>
internal sealed class ConfigFolder : IDisposable
{
    public const string Openai = "openai: { type: openai, api_key: sk-one }";

    public string Folder { get; } = Directory.CreateTempSubdirectory("headgate-config-").FullName;

    public Dictionary<string, string> Variables { get; } = [];

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    public string Path(string name) => System.IO.Path.Combine(Folder, name);

    public string Write(string name, string text)
    {
        File.WriteAllText(Path(name), text);
        return Path(name);
    }

    public ConfigInputs Inputs(params string[] files) =>
        new() { Files = [.. files.Select(Path)], Variable = Variables.GetValueOrDefault, Folder = Folder };

    public ConfigSource Source(params string[] files) => new(Inputs(files), Time);

    public ConfigReading Read(string yaml)
    {
        Write("headgate.yaml", yaml);
        return Source("headgate.yaml").Read();
    }

    public ConfigReading.Accepted Accept(string yaml) => Accepted(Read(yaml));

    public ImmutableArray<ConfigError> Refuse(string yaml) => Refused(Read(yaml));

    public static ConfigReading.Accepted Accepted(ConfigReading reading) => reading is ConfigReading.Accepted accepted
        ? accepted
        : throw new Xunit.Sdk.XunitException($"Refused:\n{string.Join('\n', Refused(reading))}");

    public static ImmutableArray<ConfigError> Refused(ConfigReading reading) => Assert.IsType<ConfigReading.Refused>(reading).Errors;

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

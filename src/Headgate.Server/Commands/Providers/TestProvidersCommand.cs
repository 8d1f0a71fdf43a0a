using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Upstream.Connections;
using Headgate.Gateway.Probing;

namespace Headgate.Server.Commands.Providers;

/// <summary><c>headgate providers test [NAME]</c>: whether vendors take the credentials of a config, which no gateway need serve.</summary>
internal static class TestProvidersCommand
{
    private static readonly string[] Head = ["PROVIDER", "CREDENTIAL", "CALL", "MS", "RESULT"];

    /// <summary>Makes it.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string?> name = new("name") { Description = "A provider. Default all.", Arity = ArgumentArity.ZeroOrOne };
        Option<string[]> config = new("--config")
        {
            Description = "A config file; more than one are merged in their order. Default ./headgate.yaml when it is there.",
            HelpName = "FILE",
        };
        Command command = new("test", "Calls each credential once, with the cheapest call that tells whether it works.") { name, config };
        command.SetAction((parsed, cancellation) =>
        {
            ConfigInputs inputs = new() { Files = [.. parsed.GetValue(config) ?? []], Variable = terminal.Environment };
            return new ConfigSource(inputs, TimeProvider.System).Read() switch
            {
                ConfigReading.Accepted accepted => TestAsync(accepted.Snapshot, parsed.GetValue(name), terminal, cancellation),
                ConfigReading.Refused refused => Task.FromResult(Refuse(string.Join(Environment.NewLine, refused.Errors), terminal)),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
        });
        return command;
    }

    /// <summary>The simulator is left out: it has no credential, and where none runs it cannot be called.</summary>
    private static async Task<int> TestAsync(ConfigSnapshot snapshot, string? name, Terminal terminal, CancellationToken cancellation)
    {
        Provider[] providers = [.. snapshot.Providers.Where(provider => !provider.IsSimulator && (name is null || provider.Name == name))];
        if (providers.Length == 0)
        {
            return Refuse($"The config has no provider {(name is null ? "" : $"'{name}' ")}that could be called.", terminal);
        }

        FixedSnapshot config = new(snapshot);
        using UpstreamConnections connections = new(TimeProvider.System, config);
        using CredentialProbe probe = new(config, connections, TimeProvider.System);
        ImmutableArray<ProbeResult>[] results = await Task.WhenAll(providers.Select(provider => probe.RunAsync(provider, cancellation)));
        ProbeResult[] all = [.. results.SelectMany(result => result)];
        TextTable.Write([Head, .. all.Select(Row)], terminal.Output);
        return all.Any(result => result.State == ProbeState.Fails) ? ExitCode.Refused : ExitCode.Done;
    }

    private static int Refuse(string message, Terminal terminal)
    {
        terminal.Error.WriteLine(message);
        return ExitCode.Refused;
    }

    private static string[] Row(ProbeResult result) =>
    [
        result.Provider,
        result.Server is { } server ? $"{result.Credential} at {server}" : result.Credential,
        result.Call ?? "-",
        result.Call is null ? "-" : result.Elapsed.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture),
        result.State switch
        {
            ProbeState.Works => "works",
            ProbeState.Fails => $"fails: {result.Detail}",
            _ => $"unknown: {result.Detail}",
        },
    ];
}

using System.CommandLine;
using System.Reflection;
using Headgate.Server.Commands.Audit;
using Headgate.Server.Commands.Backups;
using Headgate.Server.Commands.Explain;
using Headgate.Server.Commands.Keys;
using Headgate.Server.Commands.Objects;
using Headgate.Server.Commands.Prices;
using Headgate.Server.Commands.Providers;
using Headgate.Server.Commands.Usage;

namespace Headgate.Server.Commands;

/// <summary>The commands of the binary.</summary>
internal static class CommandLine
{
    /// <summary>The product's version, without the build's commit.</summary>
    public static string Version { get; } =
        typeof(CommandLine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>Runs one; gives the exit code.</summary>
    public static Task<int> RunAsync(string[] args, Terminal terminal, CancellationToken cancellation = default)
    {
        RootCommand root = new("Headgate: one gateway between applications and every model provider.")
        {
            ServeCommand.Create(terminal),
            SimulateCommand.Create(terminal),
            ValidateCommand.Create(terminal),
            SchemaCommand.Create(terminal),
            KeysCommand.Create(terminal),
            AuditCommand.Create(terminal),
            UsageCommand.Create(terminal),
            ExplainCommand.Create(terminal),
            ProvidersCommand.Create(terminal),
            ObjectCommands.Create("models", "model", "The model aliases that applications ask for.", terminal),
            SecretsCommand.Create(terminal),
            PricesCommand.Create(terminal),
            BackupCommand.Create(terminal),
            RestoreCommand.Create(terminal),
            VersionCommand.Create(terminal),
        };

        // Signals are ours: SIGTERM drains for as long as server.drain says, and no two seconds.
        InvocationConfiguration invocation = new()
        {
            Output = terminal.Output,
            Error = terminal.Error,
            ProcessTerminationTimeout = null,
            EnableDefaultExceptionHandler = false,
        };
        return root.Parse(args).InvokeAsync(invocation, cancellation);
    }
}

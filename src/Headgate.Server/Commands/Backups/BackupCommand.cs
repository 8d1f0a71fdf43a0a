using System.CommandLine;
using System.Globalization;
using Headgate.Gateway.Stores;
using Headgate.Storage.Audit;
using Headgate.Storage.Backups;

namespace Headgate.Server.Commands.Backups;

/// <summary><c>headgate backup FILE</c>: all that is kept, as it is at one moment, in one file; also while a gateway runs.</summary>
internal static class BackupCommand
{
    /// <summary>Makes it.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string> file = new("file") { Description = "Where to; it must not be there yet." };
        Option<string> data = new("--data") { Description = "The data folder. Default ./data.", HelpName = "DIR" };
        Command command = new("backup", "Copies all that is kept into one file, also while a gateway runs.") { file, data };
        command.SetAction((parsed, cancellation) => RunAsync(
            Path.GetFullPath(parsed.GetRequiredValue(file)), parsed.GetValue(data) ?? terminal.Variable("HEADGATE_DATA") ?? "./data", terminal, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string file, string folder, Terminal terminal, CancellationToken cancellation)
    {
        if (!BackupWriter.IsDataFolder(folder))
        {
            return Refuse($"{folder} is no data folder", terminal);
        }

        if (SqliteAuditLog.Open(folder, TimeProvider.System).Failed(out string? reason, out SqliteAuditLog? audit))
        {
            return Refuse(reason, terminal);
        }

        using SqliteAuditLog log = audit;
        long act = await log.BeginAsync(new AuditAct("cli", "admin", "backup", file), cancellation);
        bool failed = BackupWriter.Write(folder, file, CommandLine.Version, TimeProvider.System).Failed(out reason, out BackupManifest? made);
        await log.EndAsync(act, new AuditResult(failed ? AuditResult.Failed : AuditResult.Done), CancellationToken.None);
        if (made is null)
        {
            return Refuse(reason!, terminal);
        }

        terminal.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{file}: {made.Files.Length} files as of {made.Created:yyyy-MM-dd HH:mm:ss'Z'}"));
        return ExitCode.Done;
    }

    private static int Refuse(string reason, Terminal terminal)
    {
        terminal.Error.WriteLine(reason);
        return ExitCode.Unavailable;
    }
}

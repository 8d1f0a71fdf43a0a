using System.CommandLine;
using System.Globalization;
using Headgate.Gateway.Stores;
using Headgate.Storage.Audit;
using Headgate.Storage.Backups;

namespace Headgate.Server.Commands.Backups;

/// <summary><c>headgate restore FILE</c>: puts a backup into a data folder that no gateway uses.</summary>
internal static class RestoreCommand
{
    /// <summary>Makes it.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string> file = new("file") { Description = "What `headgate backup` has made." };
        Option<string> data = new("--data") { Description = "The data folder.", HelpName = "DIR", Required = true };
        Option<bool> force = new("--force") { Description = "Takes a folder that is not empty: what is there is moved into replaced-<time> within it." };
        Command command = new("restore", "Puts a backup into a data folder.") { file, data, force };
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetRequiredValue(file), parsed.GetRequiredValue(data), parsed.GetValue(force), terminal, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string file, string folder, bool force, Terminal terminal, CancellationToken cancellation)
    {
        if (BackupReader.Restore(file, folder, force, TimeProvider.System).Failed(out string? reason, out BackupManifest? restored)
            || SqliteAuditLog.Open(folder, TimeProvider.System).Failed(out reason, out SqliteAuditLog? audit))
        {
            terminal.Error.WriteLine(reason);
            return ExitCode.Unavailable;
        }

        using SqliteAuditLog log = audit;
        await log.WriteAsync(new AuditAct("cli", "admin", "restore", Path.GetFullPath(file)), new AuditResult(AuditResult.Done), cancellation);
        terminal.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{folder}: {restored.Files.Length} files as of {restored.Created:yyyy-MM-dd HH:mm:ss'Z'}"));
        return ExitCode.Done;
    }
}

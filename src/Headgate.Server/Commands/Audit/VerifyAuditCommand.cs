using System.CommandLine;
using Headgate.Storage.Audit;

namespace Headgate.Server.Commands.Audit;

/// <summary><c>headgate audit verify</c>: checks the chain of hashes, of a gateway that runs or of one that does not.</summary>
internal static class VerifyAuditCommand
{
    /// <summary>Makes it.</summary>
    public static Command Create(Terminal terminal)
    {
        Option<string> data = new("--data") { Description = "The data folder. Default ./data.", HelpName = "DIR" };
        Option<string> head = new("--head") { Description = "A head that was noted before: it must still be in the chain.", HelpName = "HASH" };
        Command command = new("verify", "Checks that no act was changed or taken out.") { data, head };
        command.SetAction(parsed => Verify(
            parsed.GetValue(data) ?? terminal.Variable("HEADGATE_DATA") ?? "./data", parsed.GetValue(head), terminal));
        return command;
    }

    private static int Verify(string folder, string? head, Terminal terminal)
    {
        if (SqliteAuditLog.Verify(folder, head).Failed(out string? reason, out AuditVerdict? verdict))
        {
            terminal.Error.WriteLine(reason);
            return ExitCode.Unavailable;
        }

        terminal.Output.WriteLine($"{verdict.Rows} rows hold; head {verdict.Head}");
        if (verdict.Fault is null)
        {
            return ExitCode.Done;
        }

        terminal.Error.WriteLine($"The audit log is not as it was written: {verdict.Fault}.");
        return ExitCode.Refused;
    }
}

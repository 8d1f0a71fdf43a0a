using System.CommandLine;
using Headgate.Console.Operations;
using Headgate.Console.Operations.Audit;
using Headgate.Server.Commands.Admin;

namespace Headgate.Server.Commands.Audit;

/// <summary><c>headgate audit …</c>: who did what to the gateway, and whether that log is as it was written.</summary>
internal static class AuditCommand
{
    /// <summary>Makes it.</summary>
    public static Command Create(Terminal terminal) => new("audit", "Shows and checks the log of who did what to the gateway.")
    {
        List(terminal), VerifyAuditCommand.Create(terminal),
    };

    private static Command List(Terminal terminal)
    {
        DeskOptions<IAuditDesk> desk = new((_, folder) => StoredAudit.Open(folder), (http, address, token) => new RunningAudit(http, address, token));
        Option<string> actor = new("--actor") { Description = "Only acts of this token, by name, or of cli, file or unknown.", HelpName = "NAME" };
        Option<string> operation = new("--operation") { Description = "Only acts of this kind, such as issue_key.", HelpName = "NAME" };
        Option<string> since = new("--since") { Description = "From this moment on: 2026-11-01, or 24h back from now.", HelpName = "WHEN" };
        Option<string> until = new("--until") { Description = "Up to this moment, exclusive; the same forms.", HelpName = "WHEN" };
        Option<int> limit = new("--limit") { Description = "Acts at most, 1 to 1,000. Default 50.", HelpName = "N", DefaultValueFactory = _ => 50 };
        Option<string> cursor = new("--cursor") { Description = "Where the page before ended.", HelpName = "CURSOR" };
        Command command = new("list", "Lists acts, the newest first.") { actor, operation, since, until, limit, cursor };
        desk.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            Outcome<DateTimeOffset?> from = PastMoment.Read(parsed, since);
            Outcome<DateTimeOffset?> to = PastMoment.Read(parsed, until);
            ListAuditInput input = new(new PageInput(parsed.GetValue(limit), parsed.GetValue(cursor)))
            {
                Actor = parsed.GetValue(actor),
                Operation = parsed.GetValue(operation),
                Since = from.Value,
                Until = to.Value,
            };
            return desk.RunAsync(
                parsed,
                terminal,
                audit => (from.Problem ?? to.Problem) is { } problem ? new(problem) : audit.ListAsync(input, cancellation),
                AuditTable.Write);
        });
        return command;
    }
}

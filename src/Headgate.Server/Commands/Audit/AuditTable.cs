using System.Globalization;
using Headgate.Console.Operations;
using Headgate.Console.Operations.Audit;

namespace Headgate.Server.Commands.Audit;

/// <summary>The audit log as people read it; what was changed is in the JSON.</summary>
internal static class AuditTable
{
    private static readonly string[] Head = ["NUMBER", "TIME", "ACTOR", "ROLE", "OPERATION", "OBJECT", "OUTCOME"];

    /// <summary>A page of acts, a line each.</summary>
    public static void Write(Listing<AuditView> acts, TextWriter output)
    {
        TextTable.Write([Head, .. acts.Items.Select(Row)], output);
        if (acts.Next is { } next)
        {
            output.WriteLine($"There is more: --cursor {next}");
        }
    }

    private static string[] Row(AuditView act) =>
    [
        act.Number.ToString(CultureInfo.InvariantCulture),
        act.Time.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        act.Actor,
        act.Role ?? "-",
        act.Operation,
        act.Object.Length == 0 ? "-" : act.Object,
        act.Outcome,
    ];
}

using Headgate.Console.Operations;
using Headgate.Console.Operations.Audit;
using Headgate.Storage.Audit;

namespace Headgate.Server.Commands.Audit;

/// <summary>The audit log of a data folder on which no gateway runs.</summary>
internal sealed class StoredAudit(SqliteAuditLog log) : IAuditDesk
{
    /// <summary>Opens the log of a data folder.</summary>
    public static Outcome<IAuditDesk> Open(string folder) =>
        SqliteAuditLog.Open(folder, TimeProvider.System).Failed(out string? reason, out SqliteAuditLog? log)
            ? new Problem(ProblemCode.Unreachable, reason)
            : new StoredAudit(log);

    /// <inheritdoc />
    public ValueTask<Outcome<Listing<AuditView>>> ListAsync(ListAuditInput input, CancellationToken cancellation) =>
        new ListAudit(log).RunAsync(input, Actor.Local, cancellation);

    /// <inheritdoc />
    public void Dispose() => log.Dispose();
}

using Headgate.Console.Operations;
using Headgate.Console.Operations.Audit;

namespace Headgate.Server.Commands.Audit;

/// <summary>Where the audit log is asked for: in a running gateway, or in the data folder.</summary>
internal interface IAuditDesk : IDisposable
{
    /// <summary>One page of acts, the newest first.</summary>
    ValueTask<Outcome<Listing<AuditView>>> ListAsync(ListAuditInput input, CancellationToken cancellation);
}

using Headgate.Console.Client;
using Headgate.Console.Operations;
using Headgate.Console.Operations.Audit;

namespace Headgate.Server.Commands.Audit;

/// <summary>The audit log of a running gateway, through its admin API.</summary>
internal sealed class RunningAudit(HttpMessageInvoker http, Uri address, string token) : IAuditDesk
{
    private readonly AdminClient _client = new(http, address, token);

    /// <inheritdoc />
    public ValueTask<Outcome<Listing<AuditView>>> ListAsync(ListAuditInput input, CancellationToken cancellation) =>
        _client.ListAuditAsync(input, cancellation);

    /// <inheritdoc />
    public void Dispose() => http.Dispose();
}

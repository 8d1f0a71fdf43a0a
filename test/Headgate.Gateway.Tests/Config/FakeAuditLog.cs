using System.Collections.Immutable;
using Headgate.Gateway.Stores;

namespace Headgate.Gateway.Tests.Config;

internal sealed class FakeAuditLog : IAuditLog
{
    public List<(AuditAct Act, AuditResult Result)> Written { get; } = [];

    public bool IsAway { get; set; }

    public ValueTask<long> BeginAsync(AuditAct act, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask EndAsync(long number, AuditResult result, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask WriteAsync(AuditAct act, AuditResult result, CancellationToken cancellation)
    {
        if (IsAway)
        {
            throw new IOException("the disk is full");
        }

        Written.Add((act, result));
        return ValueTask.CompletedTask;
    }

    public ValueTask<ImmutableArray<AuditEntry>> ListAsync(AuditQuery query, CancellationToken cancellation) => throw new NotSupportedException();
}

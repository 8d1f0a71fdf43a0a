using System.Collections.Immutable;

namespace Headgate.Gateway.Stores;

/// <summary>
/// Who did what to the gateway, for good: nothing in it is ever changed or removed. What is handed over is durable when its task
/// completes; what cannot be written throws. Never on the request path. Thread-safe.
/// </summary>
public interface IAuditLog
{
    /// <summary>Writes that an act begins, before it does; gives its number.</summary>
    ValueTask<long> BeginAsync(AuditAct act, CancellationToken cancellation);

    /// <summary>Writes what an act came to. Once for each: the second time throws, as does a number that was not given.</summary>
    ValueTask EndAsync(long number, AuditResult result, CancellationToken cancellation);

    /// <summary>Writes an act that is over, at once with what it came to.</summary>
    ValueTask WriteAsync(AuditAct act, AuditResult result, CancellationToken cancellation);

    /// <summary>The acts that match, the newest first.</summary>
    ValueTask<ImmutableArray<AuditEntry>> ListAsync(AuditQuery query, CancellationToken cancellation);
}

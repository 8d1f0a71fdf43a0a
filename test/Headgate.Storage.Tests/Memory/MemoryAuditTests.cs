using Headgate.Gateway.Stores;
using Headgate.Storage.Tests.Contracts;

namespace Headgate.Storage.Tests.Memory;

public sealed class MemoryAuditTests : AuditLogContract
{
    private readonly MemoryAudit _store;

    public MemoryAuditTests() => _store = new() { Time = Time };

    protected override ValueTask<IAuditLog> OpenAsync() => new(_store);

    protected override ValueTask CloseAsync(IAuditLog store) => default;

    protected override ValueTask<IAuditLog> CrashAsync(IAuditLog store) => new(_store);
}

using Headgate.Gateway.Stores;
using Headgate.Storage.Tests.Contracts;

namespace Headgate.Storage.Tests.Memory;

public sealed class MemorySpoolTests : SpoolContract
{
    private readonly MemorySpool _store;

    public MemorySpoolTests() => _store = new();

    protected override ValueTask<ISpool> OpenAsync() => new(_store);

    protected override ValueTask CloseAsync(ISpool store) => default;

    protected override ValueTask<ISpool> CrashAsync(ISpool store) => new(_store);
}

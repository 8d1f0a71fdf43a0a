using Headgate.Gateway.Stores;
using Headgate.Storage.Tests.Contracts;

namespace Headgate.Storage.Tests.Memory;

public sealed class MemoryStoreTests : ConfigStoreContract
{
    private readonly MemoryStore _store;

    public MemoryStoreTests() => _store = new();

    protected override ValueTask<IConfigStore> OpenAsync() => new(_store);

    protected override ValueTask CloseAsync(IConfigStore store) => default;

    protected override ValueTask<IConfigStore> CrashAsync(IConfigStore store) => new(_store);
}

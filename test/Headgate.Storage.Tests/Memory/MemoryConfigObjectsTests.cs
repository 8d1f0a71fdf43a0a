using Headgate.Gateway.Stores;
using Headgate.Storage.Tests.Contracts;

namespace Headgate.Storage.Tests.Memory;

/// <summary>What other tests take for a store behaves like one, but for what is kept when it ends.</summary>
public sealed class MemoryConfigObjectsTests : ConfigObjectsContract
{
    private readonly MemoryConfigObjects _store = new();

    protected override ValueTask<IConfigObjects> OpenAsync() => new(_store);

    protected override ValueTask CloseAsync(IConfigObjects store) => default;

    protected override ValueTask<IConfigObjects> CrashAsync(IConfigObjects store) => new(_store);

    protected override ValueTask<long> VersionAsync(IConfigObjects objects) => new(_store.Changes);
}

using Headgate.Gateway.Stores;
using Headgate.Storage.Tests.Contracts;

namespace Headgate.Storage.Tests.Memory;

public sealed class ListObjectsTests : OwnedObjectsContract
{
    private readonly ListObjects _store;

    public ListObjectsTests() => _store = new() { Time = Time };

    protected override ValueTask<IOwnedObjects> OpenAsync() => new(_store);

    protected override ValueTask CloseAsync(IOwnedObjects store) => default;

    protected override ValueTask<IOwnedObjects> CrashAsync(IOwnedObjects store) => new(_store);
}

using Headgate.Gateway.Stores;
using Headgate.Storage.Objects;
using Headgate.Storage.Tests.Contracts;

namespace Headgate.Storage.Tests.Objects;

public sealed class SqliteOwnedObjectsTests : OwnedObjectsContract, IAsyncDisposable
{
    private readonly StoreFolder<IOwnedObjects> _folder;

    public SqliteOwnedObjectsTests() => _folder = new(path => Assert.IsType<Opening<SqliteOwnedObjects>.Opened>(SqliteOwnedObjects.Open(path, Time)).Value);

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    protected override ValueTask<IOwnedObjects> OpenAsync() => new(_folder.Open());

    protected override ValueTask CloseAsync(IOwnedObjects store) => _folder.CloseAsync(store);

    protected override ValueTask<IOwnedObjects> CrashAsync(IOwnedObjects store) => new(_folder.Kill());
}

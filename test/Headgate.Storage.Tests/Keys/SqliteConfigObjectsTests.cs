using Headgate.Gateway.Stores;
using Headgate.Storage.Keys;
using Headgate.Storage.Tests.Contracts;

namespace Headgate.Storage.Tests.Keys;

public sealed class SqliteConfigObjectsTests : ConfigObjectsContract, IAsyncDisposable
{
    private readonly StoreFolder<IConfigObjects> _folder;

    public SqliteConfigObjectsTests() =>
        _folder = new(path => Assert.IsType<Opening<SqliteConfigStore>.Opened>(SqliteConfigStore.Open(path, Time)).Value);

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    protected override ValueTask<IConfigObjects> OpenAsync() => new(_folder.Open());

    protected override ValueTask CloseAsync(IConfigObjects store) => _folder.CloseAsync(store);

    protected override ValueTask<IConfigObjects> CrashAsync(IConfigObjects store) => new(_folder.Kill());

    protected override ValueTask<long> VersionAsync(IConfigObjects objects) => ((SqliteConfigStore)objects).VersionAsync(Cancellation);
}

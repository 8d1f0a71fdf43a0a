using Headgate.Gateway.Stores;
using Headgate.Storage.Outbox;
using Headgate.Storage.Tests.Contracts;

namespace Headgate.Storage.Tests.Outbox;

public sealed class SqliteOutboxTests : OutboxContract, IAsyncDisposable
{
    private readonly StoreFolder<IOutbox> _folder;

    public SqliteOutboxTests() => _folder = new(path => Assert.IsType<Opening<SqliteOutbox>.Opened>(SqliteOutbox.Open(path, Time)).Value);

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    protected override ValueTask<IOutbox> OpenAsync() => new(_folder.Open());

    protected override ValueTask CloseAsync(IOutbox store) => _folder.CloseAsync(store);

    protected override ValueTask<IOutbox> CrashAsync(IOutbox store) => new(_folder.Kill());
}

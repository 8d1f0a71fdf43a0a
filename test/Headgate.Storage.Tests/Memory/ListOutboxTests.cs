using Headgate.Gateway.Stores;
using Headgate.Storage.Tests.Contracts;

namespace Headgate.Storage.Tests.Memory;

public sealed class ListOutboxTests : OutboxContract
{
    private readonly ListOutbox _store;

    public ListOutboxTests() => _store = new() { Time = Time };

    protected override ValueTask<IOutbox> OpenAsync() => new(_store);

    protected override ValueTask CloseAsync(IOutbox store) => default;

    protected override ValueTask<IOutbox> CrashAsync(IOutbox store) => new(_store);
}

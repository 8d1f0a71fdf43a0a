using System.Collections.Immutable;
using Headgate.Gateway.Stores;
using Headgate.Storage.Tests.Contracts;

namespace Headgate.Storage.Tests.Requests;

public sealed class UsageSumsTests : UsageSumsContract, IAsyncDisposable
{
    private readonly MemoryLogger _logger = new();
    private readonly StoreFolder<RequestStore> _folder;

    public UsageSumsTests() => _folder = new(path => SqliteRequests.Open(path, Time, _logger));

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task A_day_of_an_older_build_is_brought_to_this_ones_schema_by_its_reader()
    {
        RequestStore store = await OpenAsync();
        await WriteAsync(store);
        await CloseAsync(store);
        OlderDay.Make(Path.Combine(_folder.Path, "requests", "2026-11-20.db"));

        store = await OpenAsync();
        ImmutableArray<UsageSum> sums = await Sum(store, new RequestQuery { Until = Sample.Day(21) });
        RequestPage page = await store.Log.QueryAsync(new RequestQuery { Until = Sample.Day(21) }, Cancellation);

        Assert.Equal(["ci 2 30 12 0 2"], Lines(sums));
        Assert.Equal([20, 10], page.Items.Select(record => (int)record.Usage!.Input!));
        Assert.Empty(_logger.Lines);
    }

    protected override ValueTask<RequestStore> OpenAsync() => new(_folder.Open());

    protected override ValueTask CloseAsync(RequestStore store) => _folder.CloseAsync(store);

    protected override ValueTask<RequestStore> CrashAsync(RequestStore store) => new(_folder.Kill());
}

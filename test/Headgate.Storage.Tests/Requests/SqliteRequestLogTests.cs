using Headgate.Gateway.Pipeline.Record;
using Headgate.Gateway.Stores;
using Headgate.Storage.Requests;
using Headgate.Storage.Tests.Contracts;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using SQLitePCL;

namespace Headgate.Storage.Tests.Requests;

public sealed class SqliteRequestLogTests : RequestLogContract, IAsyncDisposable
{
    private readonly StoreFolder<RequestStore> _folder;

    public SqliteRequestLogTests() => _folder = new(path => SqliteRequests.Open(path, Time));

    private CancellationToken Stop { get; } = Bounded.Soon();

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Theory]
    [InlineData("TRUE ORDER BY time_us DESC, id DESC LIMIT 51")]
    [InlineData("(time_us, id) < (1, 'req_') ORDER BY time_us DESC, id DESC LIMIT 51")]
    [InlineData("key_name = 'ci' AND model = 'chat' ORDER BY time_us DESC, id DESC LIMIT 51")]
    [InlineData("id = 'req_' AND time_us >= 1 AND time_us < 2 LIMIT 1")]
    [InlineData("session = 's' ORDER BY time_us DESC, id DESC LIMIT 51")]
    [InlineData("status = 429 AND status >= 400 ORDER BY time_us DESC, id DESC LIMIT 51")]
    public async Task Each_question_goes_by_an_index_and_looks_origins_up(string question)
    {
        await using DataFolderFixture data = new();
        await WriteAsync(data, [Sample.At(Sample.Day(20))]);
        using DayReader reader = DayReader.TryOpen(new DayFiles(data.Requests, NullLogger.Instance), new DateOnly(2026, 11, 20), Stop)!;
        using SqliteCommand explain = reader.Command($"EXPLAIN QUERY PLAN SELECT * FROM requests LEFT JOIN bodies USING (id) WHERE {question}");

        List<string> plan = [];
        using SqliteDataReader step = explain.ExecuteReader();
        while (step.Read())
            plan.Add(step.GetString(3));

        Assert.Contains(" entries USING INDEX entries_", plan[0], StringComparison.Ordinal);
        Assert.StartsWith("SEARCH origins USING INTEGER PRIMARY KEY", plan[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_query_ends_in_the_middle_of_a_scan()
    {
        await using DataFolderFixture data = new();
        await WriteAsync(data, [Sample.At(Sample.Day(20))]);
        using CancellationTokenSource departure = new();
        DayFiles files = new(data.Requests, NullLogger.Instance);
        using DayReader reader = DayReader.TryOpen(files, new DateOnly(2026, 11, 20), departure.Token)!;
        using SqliteCommand endless = reader.Command(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n");

        Task<object?> scan = Task.Run(endless.ExecuteScalar, Stop);
        await departure.CancelAsync();

        SqliteException interrupted = await Assert.ThrowsAsync<SqliteException>(() => scan);
        Assert.Equal(raw.SQLITE_INTERRUPT, interrupted.SqliteErrorCode);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => data.Log.CountAsync(new RequestQuery(), departure.Token).AsTask());
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_reported_and_the_others_still_answer()
    {
        await using DataFolderFixture data = new();
        await WriteAsync(data, [Sample.At(Sample.Day(21))]);
        await File.WriteAllTextAsync(data.DayFile("2026-11-20"), new string('x', 10_000), Stop);

        Assert.Equal(1, await data.Log.CountAsync(new RequestQuery(), Stop));
        Assert.Contains(data.Logger.Lines, line => line.Contains("2026-11-20.db cannot be read", StringComparison.Ordinal));
    }

    protected override ValueTask<RequestStore> OpenAsync() => new(_folder.Open());

    protected override ValueTask CloseAsync(RequestStore store) => _folder.CloseAsync(store);

    protected override ValueTask<RequestStore> CrashAsync(RequestStore store) => new(_folder.Kill());

    private async Task<RequestRecord[]> WriteAsync(DataFolderFixture data, RequestRecord[] records)
    {
        Assert.All(records, record => Assert.True(data.Sink.TryWrite(record)));
        await data.Sink.FlushAsync(Stop);
        return records;
    }
}

using Headgate.Gateway.Pipeline.Record;
using Headgate.Gateway.Stores;
using Microsoft.Data.Sqlite;

namespace Headgate.Storage.Tests.Requests;

public sealed class RecordWriterTests
{
    private CancellationToken Stop { get; } = Bounded.Soon();

    [Fact]
    public async Task Two_hundred_thousand_records_are_all_there()
    {
        const int Records = 200_000;
        await using DataFolderFixture data = new() { Capacity = Records };
        IRecordSink sink = data.Sink;
        RequestRecord record = Sample.At(data.Time.GetUtcNow());

        Parallel.For(0, Records, _ => Assert.True(sink.TryWrite(record with { Id = Sample.NewId(record.Time) })));
        await data.Sink.FlushAsync(Stop);

        Assert.Equal(Records, await data.Log.CountAsync(new RequestQuery(), Stop));
        Assert.Equal((0, 0), (data.Sink.Dropped, data.Sink.Pending));
    }

    [Fact]
    public async Task Records_are_written_when_the_batch_interval_has_passed()
    {
        await using DataFolderFixture data = new();
        await data.Sink.FlushAsync(Stop);
        data.Sink.TryWrite(Sample.At(Sample.Day(22)));

        while (data.Sink.Pending > 0) // ends only because the interval passes: nothing is flushed here
        {
            Stop.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        Assert.Equal(1, await data.Log.CountAsync(new RequestQuery(), Stop));
    }

    [Theory]
    [InlineData(true)] // the writer had the file open before
    [InlineData(false)] // the lock was there before the writer
    public async Task A_database_locked_for_30_s_costs_no_record_and_no_pace(bool isOpen)
    {
        await using DataFolderFixture data = new();
        data.Sink.TryWrite(Sample.At(Sample.Day(22)));
        await data.Sink.FlushAsync(Stop);
        if (!isOpen)
            await data.CloseAsync();
        await using SqliteConnection other = new($"Data Source={data.DayFile("2026-11-22")};Pooling=False");
        await other.OpenAsync(Stop);
        Execute(other, "BEGIN EXCLUSIVE");

        for (int second = 0; second < 30; second++)
        {
            for (int i = 0; i < 100; i++)
                Assert.True(data.Sink.TryWrite(Sample.At(Sample.Day(22))));
            data.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(3_000, data.Sink.Pending);
        Assert.Equal(1, await data.Log.CountAsync(new RequestQuery(), Stop)); // readers go on
        Task flush = data.Sink.FlushAsync(Stop).AsTask();
        Assert.False(flush.IsCompleted);

        Execute(other, "ROLLBACK");
        data.Time.Advance(TimeSpan.FromSeconds(1));
        await data.Sink.FlushAsync(Stop);
        await flush;

        Assert.Equal(3_001, await data.Log.CountAsync(new RequestQuery(), Stop));
        Assert.Equal((0, 0), (data.Sink.Dropped, data.Sink.Pending));
    }

    [Fact]
    public async Task A_flush_gives_up_with_its_token()
    {
        await using DataFolderFixture data = new();
        await using SqliteConnection other = await LockedAsync(data);
        data.Sink.TryWrite(Sample.At(Sample.Day(22)));
        using CancellationTokenSource patience = new();

        Task flush = data.Sink.FlushAsync(patience.Token).AsTask();
        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => flush);
        Assert.Equal(1, data.Sink.Pending);
    }

    [Fact]
    public async Task What_does_not_fit_is_dropped_counted_and_reported_once()
    {
        await using DataFolderFixture data = new() { Capacity = 4 };
        await using SqliteConnection other = await LockedAsync(data);

        int taken = Enumerable.Range(0, 100).Count(_ => data.Sink.TryWrite(Sample.At(Sample.Day(22))));
        Assert.InRange(taken, 4, 8); // in the queue, and in the writer's hand
        Assert.Equal(100 - taken, data.Sink.Dropped);

        Execute(other, "ROLLBACK");
        await data.Sink.FlushAsync(Stop);
        Assert.Equal(taken, await data.Log.CountAsync(new RequestQuery { Since = Sample.Day(22) }, Stop));
        Assert.Single(data.Logger.Lines, line => line.Contains("dropped so far", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Closing_writes_what_is_pending()
    {
        await using DataFolderFixture data = new();
        for (int i = 0; i < 2_500; i++)
            data.Sink.TryWrite(Sample.At(Sample.Day(22)));

        await data.CloseAsync();

        Assert.Equal(2_500, await data.Log.CountAsync(new RequestQuery(), Stop));
    }

    [Fact]
    public async Task Closing_does_not_wait_for_a_locked_file_and_counts_what_is_lost()
    {
        await using DataFolderFixture data = new();
        await using SqliteConnection other = await LockedAsync(data);
        IRecordSink sink = data.Sink;
        for (int i = 0; i < 7; i++)
            sink.TryWrite(Sample.At(Sample.Day(22)));

        await data.CloseAsync();

        Assert.Equal((7, 0), (sink.Dropped, sink.Pending));
        Assert.False(sink.TryWrite(Sample.At(Sample.Day(22))));
        await sink.FlushAsync(Stop);
    }

    [Fact]
    public async Task A_killed_process_loses_nothing_that_was_flushed()
    {
        await using DataFolderFixture data = new();
        for (int i = 0; i < 1_500; i++)
            data.Sink.TryWrite(Sample.At(Sample.Day(22)));
        await data.Sink.FlushAsync(Stop);

        await using DataFolderFixture heir = new(); // finds the files as a killed process leaves them: open, with their journal
        Directory.CreateDirectory(heir.Requests);
        foreach (string file in Directory.GetFiles(data.Requests))
            File.Copy(file, Path.Combine(heir.Requests, Path.GetFileName(file)));
        Assert.True(File.Exists(heir.DayFile("2026-11-22") + "-wal"));

        heir.Sink.TryWrite(Sample.At(Sample.Day(22)));
        await heir.Sink.FlushAsync(Stop);
        Assert.Equal(1_501, await heir.Log.CountAsync(new RequestQuery(), Stop));
    }

    [Fact]
    public async Task A_damaged_file_is_set_aside_and_the_batch_goes_into_a_new_one()
    {
        await using DataFolderFixture data = new();
        await data.Sink.FlushAsync(Stop);
        await File.WriteAllTextAsync(data.DayFile("2026-11-22"), new string('x', 10_000), Stop);

        data.Sink.TryWrite(Sample.At(Sample.Day(22)));
        await data.Sink.FlushAsync(Stop);

        Assert.Equal(1, await data.Log.CountAsync(new RequestQuery(), Stop));
        string aside = Assert.Single(Directory.GetFiles(data.Requests, "*.damaged-*"));
        Assert.Equal(new string('x', 10_000), await File.ReadAllTextAsync(aside, Stop));
        Assert.Contains(data.Logger.Lines, line => line.Contains("set aside", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_tried_again_until_it_can()
    {
        await using DataFolderFixture data = new();
        await data.Sink.FlushAsync(Stop);
        Directory.Delete(data.Requests, recursive: true);
        await File.WriteAllTextAsync(data.Requests, "in the way", Stop);

        data.Sink.TryWrite(Sample.At(Sample.Day(22)));
        Task flush = data.Sink.FlushAsync(Stop).AsTask();
        while (data.Logger.Lines.IsEmpty)
        {
            Stop.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        Assert.Equal(1, data.Sink.Pending);

        File.Delete(data.Requests);
        await data.Sink.FlushAsync(Stop);
        await flush;
        Assert.Equal(1, await data.Log.CountAsync(new RequestQuery(), Stop));
    }

    [Fact]
    public async Task A_file_deleted_under_the_writer_is_made_anew()
    {
        await using DataFolderFixture data = new();
        data.Sink.TryWrite(Sample.At(Sample.Day(22)));
        await data.Sink.FlushAsync(Stop);
        Directory.Delete(data.Requests, recursive: true);

        data.Sink.TryWrite(Sample.At(Sample.Day(22)));
        await data.Sink.FlushAsync(Stop);

        Assert.Equal(1, await data.Log.CountAsync(new RequestQuery(), Stop));
    }

    [Fact]
    public async Task A_record_lies_in_the_file_of_the_day_it_arrived()
    {
        await using DataFolderFixture data = new();
        data.Sink.TryWrite(Sample.At(Sample.Day(22).AddTicks(-1)));
        data.Sink.TryWrite(Sample.At(Sample.Day(22)));
        data.Sink.TryWrite(Sample.At(new DateTimeOffset(2026, 11, 23, 1, 0, 0, TimeSpan.FromHours(3))));
        await data.Sink.FlushAsync(Stop);
        await data.CloseAsync();

        Assert.Equal(
            ["2026-11-21.db", "2026-11-22.db"],
            Directory.GetFiles(data.Requests).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_same_record_twice_is_one_record()
    {
        await using DataFolderFixture data = new();
        RequestRecord record = Sample.At(Sample.Day(22)) with { RequestBody = [1] };
        data.Sink.TryWrite(record);
        data.Sink.TryWrite(record);
        await data.Sink.FlushAsync(Stop);

        Assert.Equal(1, await data.Log.CountAsync(new RequestQuery(), Stop));
        Assert.Equal(0, data.Sink.Dropped);
    }

    [Fact]
    public async Task What_requests_share_is_kept_once()
    {
        await using DataFolderFixture data = new();
        for (int i = 0; i < 100; i++)
            data.Sink.TryWrite(Sample.At(Sample.Day(22)) with { Model = i % 2 == 0 ? "chat" : "code" });
        await data.Sink.FlushAsync(Stop);

        await using SqliteConnection file = new($"Data Source={data.DayFile("2026-11-22")};Pooling=False");
        await file.OpenAsync(Stop);
        await using SqliteCommand count = file.CreateCommand();
        count.CommandText = "SELECT count(*) FROM origins";
        Assert.Equal(2L, await count.ExecuteScalarAsync(Stop));
    }

    private async Task<SqliteConnection> LockedAsync(DataFolderFixture data)
    {
        data.Sink.TryWrite(Sample.At(Sample.Day(20)));
        await data.Sink.FlushAsync(Stop);
        File.Copy(data.DayFile("2026-11-20"), data.DayFile("2026-11-22"));
        SqliteConnection other = new($"Data Source={data.DayFile("2026-11-22")};Pooling=False");
        await other.OpenAsync(Stop);
        Execute(other, "PRAGMA journal_mode = WAL; BEGIN EXCLUSIVE");
        return other;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}

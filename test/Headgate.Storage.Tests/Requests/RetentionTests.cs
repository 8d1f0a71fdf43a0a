using Headgate.Gateway.Stores;
using Headgate.Storage.Requests;
using Microsoft.Extensions.Logging.Abstractions;

namespace Headgate.Storage.Tests.Requests;

public sealed class RetentionTests
{
    private CancellationToken Stop { get; } = Bounded.Soon();

    [Fact]
    public async Task Whole_days_past_the_retention_are_deleted_each_hour()
    {
        await using DataFolderFixture data = new() { Retention = TimeSpan.FromDays(2) };
        await WriteDaysAsync(data, 19, 20, 21, 22);
        Assert.Equal([22, 21, 20, 19], DaysOf(data)); // swept at the start, written since

        data.Time.Advance(TimeSpan.FromHours(1));
        await data.Sink.FlushAsync(Stop);
        Assert.Equal([22, 21, 20], DaysOf(data)); // the 20th ended less than two days ago

        data.Time.Advance(TimeSpan.FromHours(11));
        await data.Sink.FlushAsync(Stop);
        Assert.Equal([22, 21], DaysOf(data));
        Assert.Equal(2, await data.Log.CountAsync(new RequestQuery(), Stop));
    }

    [Fact]
    public async Task Old_files_go_at_the_start_with_their_journals_and_damaged_ones()
    {
        await using DataFolderFixture data = new() { Retention = TimeSpan.FromDays(100) };
        await WriteDaysAsync(data, 1, 22);
        await data.CloseAsync();
        string[] beside = ["2026-11-01.db-wal", "2026-11-01.db-shm", "2026-11-02.db.damaged-20261102000000000", "notes.txt"];
        foreach (string name in beside)
            await File.WriteAllTextAsync(Path.Combine(data.Requests, name), "", Stop);

        data.Retention = TimeSpan.FromDays(7);
        await data.Sink.FlushAsync(Stop);
        await data.CloseAsync();

        IEnumerable<string?> left = Directory.GetFiles(data.Requests).Select(Path.GetFileName);
        Assert.Equal(["2026-11-22.db", "notes.txt"], left.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_retention_without_end_keeps_everything()
    {
        await using DataFolderFixture data = new() { Retention = TimeSpan.MaxValue };
        await WriteDaysAsync(data, 1, 22);
        data.Time.Advance(TimeSpan.FromHours(1));
        await data.Sink.FlushAsync(Stop);

        Assert.Equal([22, 1], DaysOf(data));
    }

    [Fact]
    public async Task A_file_that_is_being_read_stays_until_it_is_not()
    {
        await using DataFolderFixture data = new();
        await WriteDaysAsync(data, 1);
        await data.CloseAsync();
        DayFiles files = new(data.Requests, NullLogger.Instance);
        DateOnly day = new(2026, 11, 1);

        IDisposable first = files.Hold(day)!;
        IDisposable second = files.Hold(day)!;
        first.Dispose();
        first.Dispose();
        files.DeleteBefore(Sample.Day(22));
        Assert.Equal([day], files.Days());

        second.Dispose();
        files.DeleteBefore(Sample.Day(22));
        Assert.Empty(files.Days());
        Assert.Null(files.Hold(day));
    }

    private async Task WriteDaysAsync(DataFolderFixture data, params int[] days)
    {
        await data.Sink.FlushAsync(Stop);
        Assert.All(days, day => Assert.True(data.Sink.TryWrite(Sample.At(Sample.Day(day)))));
        await data.Sink.FlushAsync(Stop);
    }

    private static IEnumerable<int> DaysOf(DataFolderFixture data) =>
        new DayFiles(data.Requests, NullLogger.Instance).Days().Select(day => day.Day);
}

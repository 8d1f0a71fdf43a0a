using CsCheck;
using Headgate.Gateway.Pipeline.Record;
using Headgate.Gateway.Stores;
using Headgate.Storage.Requests;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using SQLitePCL;

namespace Headgate.Storage.Tests.Requests;

public sealed class SqliteRequestLogTests
{
    private CancellationToken Stop { get; } = Bounded.Soon();

    [Fact]
    public async Task Gives_back_every_field_of_a_record()
    {
        await using DataFolderFixture data = new();
        RequestRecord[] written = Sample.Any.Array[400].Single();
        Assert.All(written, record => Assert.True(data.Sink.TryWrite(record)));
        await data.Sink.FlushAsync(Stop);

        foreach (RequestRecord record in written)
            Assert.Equal(Sample.Text(record), Sample.Text(await data.Log.FindAsync(record.Id, Stop)));
    }

    [Fact]
    public async Task Gives_back_every_field_of_the_only_call_when_it_answered()
    {
        await using DataFolderFixture data = new();
        RequestRecord plain = Sample.At(Sample.Day(20));
        RequestRecord[] written = await WriteAsync(data,
        [
            plain,
            Answered(plain, attempt => attempt with { FirstToken = TimeSpan.FromMicroseconds(7), Total = TimeSpan.FromMicroseconds(9) }),
            Answered(plain, attempt => attempt with { VendorRequestId = "req_1" }) with { VendorRequestId = "req_1" },
            Answered(plain, attempt => attempt with { VendorRequestId = "req_1" }) with { VendorRequestId = "req_2" },
            Answered(plain, attempt => attempt with { Connect = TimeSpan.FromMicroseconds(3) }),
            Answered(plain, attempt => attempt with { Status = 500, Fault = "server_error" }),
            Answered(plain, attempt => attempt with { Credential = "openai#another" }),
        ]);

        foreach (RequestRecord record in written)
            Assert.Equal(Sample.Text(record), Sample.Text(await data.Log.FindAsync(record.Id, Stop)));
    }

    [Fact]
    public async Task Long_texts_and_bodies_are_kept_whole()
    {
        await using DataFolderFixture data = new();
        RequestRecord[] written = await WriteAsync(data, [.. Enumerable.Range(1, 20).Select(i => Sample.At(Sample.Day(20)) with
        {
            Model = new string('ü', 900 * i), ResponseId = new string('x', 1_700 * i), RequestBody = new byte[100_000 * i], ReplyBody = [],
        })]);

        foreach (RequestRecord record in written)
            Assert.Equal(Sample.Text(record), Sample.Text(await data.Log.FindAsync(record.Id, Stop)));
    }

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
    public async Task Lists_newest_first_without_bodies()
    {
        await using DataFolderFixture data = new();
        RequestRecord[] written = await WriteAsync(data, Sample.Any.Array[300].Single());

        RequestPage page = await data.Log.QueryAsync(new RequestQuery { Limit = 1_000 }, Stop);

        Assert.Equal(
            NewestFirst(written).Select(record => Sample.Text(record with { RequestBody = null, ReplyBody = null })),
            page.Items.Select(Sample.Text));
        Assert.Null(page.Next);
    }

    [Fact]
    public async Task Every_filter_keeps_what_it_says()
    {
        await using DataFolderFixture data = new();
        RequestRecord[] written = await WriteAsync(data, Narrow.Array[500].Single());

        foreach (RequestQuery query in Queries.Array[100].Single())
        {
            RequestRecord[] expected = [.. NewestFirst(written.Where(record => Matches(record, query)))];
            Assert.Equal(expected.Select(r => r.Id), (await data.Log.QueryAsync(query, Stop)).Items.Select(r => r.Id));
            Assert.Equal(expected.Length, await data.Log.CountAsync(query, Stop));
        }
    }

    [Fact]
    public async Task A_tag_without_a_value_asks_for_the_name()
    {
        await using DataFolderFixture data = new();
        await WriteAsync(data, [Sample.At(Sample.Day(20)), Sample.At(Sample.Day(20)) with { Tags = Narrowed("env", "ci") }]);

        Assert.Equal(1, await data.Log.CountAsync(new RequestQuery { Tag = "env" }, Stop));
        Assert.Equal(0, await data.Log.CountAsync(new RequestQuery { Tag = "ci" }, Stop));
    }

    [Fact]
    public async Task What_looks_like_sql_is_only_a_value()
    {
        await using DataFolderFixture data = new();
        await WriteAsync(data, [Sample.At(Sample.Day(20))]);
        const string Hostile = "' OR 1=1; DROP TABLE requests; --";

        RequestQuery query = new() { Key = Hostile, Model = Hostile, Tag = Hostile + "=" + Hostile, Session = Hostile };
        Assert.Equal(0, await data.Log.CountAsync(query, Stop));
        Assert.Equal(1, await data.Log.CountAsync(new RequestQuery(), Stop));
    }

    [Fact]
    public async Task Pages_neither_repeat_nor_skip_while_records_arrive()
    {
        await using DataFolderFixture data = new();
        RequestRecord[] before = await WriteAsync(data, Narrow.Array[700].Single());

        List<string> seen = [];
        string? cursor = null;
        do
        {
            RequestPage page = await data.Log.QueryAsync(new RequestQuery { Limit = 9, Cursor = cursor }, Stop);
            seen.AddRange(page.Items.Select(record => record.Id));
            cursor = page.Next;
            Assert.True(data.Sink.TryWrite(Sample.At(Sample.Day(24)))); // newer than all: belongs to no further page
            await data.Sink.FlushAsync(Stop);
        }
        while (cursor is not null);

        Assert.Equal(NewestFirst(before).Select(record => record.Id), seen);
    }

    [Fact]
    public async Task A_page_that_ends_with_the_last_record_has_no_next()
    {
        await using DataFolderFixture data = new();
        await WriteAsync(data, [Sample.At(Sample.Day(20)), Sample.At(Sample.Day(21))]);

        RequestPage first = await data.Log.QueryAsync(new RequestQuery { Limit = 1 }, Stop);
        RequestPage second = await data.Log.QueryAsync(new RequestQuery { Limit = 1, Cursor = first.Next }, Stop);

        Assert.NotNull(first.Next);
        Assert.Equal(Sample.Day(20), Assert.Single(second.Items).Time);
        Assert.Null(second.Next);
    }

    [Theory]
    [InlineData("")]
    [InlineData("!!!")]
    [InlineData("Zm9v")] // "foo"
    [InlineData("OTk5OTk5OTk5OTk5OTk5OTk5IHg")] // beyond the calendar
    public async Task A_foreign_cursor_has_nothing_after_it(string cursor)
    {
        await using DataFolderFixture data = new();
        await WriteAsync(data, [Sample.At(Sample.Day(20))]);

        RequestPage page = await data.Log.QueryAsync(new RequestQuery { Cursor = cursor }, Stop);
        Assert.Empty(page.Items);
        Assert.Null(page.Next);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-5, 1)]
    [InlineData(2_000_000, 1_000)]
    public async Task The_limit_is_bounded(int asked, int given)
    {
        await using DataFolderFixture data = new();
        await WriteAsync(data, [.. Enumerable.Range(0, 1_200).Select(_ => Sample.At(Sample.Day(20)))]);

        Assert.Equal(given, (await data.Log.QueryAsync(new RequestQuery { Limit = asked }, Stop)).Items.Length);
    }

    [Theory]
    [InlineData("req_0")]
    [InlineData("")]
    [InlineData("req_ffffffffffffffffffffffffffffffff")]
    public async Task Finds_nothing_under_an_unknown_id(string id)
    {
        await using DataFolderFixture data = new();
        await WriteAsync(data, [Sample.At(Sample.Day(20))]);
        Assert.Null(await data.Log.FindAsync(id, Stop));
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

    private static readonly Gen<RequestRecord> Narrow =
        from names in Sample.Pick<string?>(null, "a", "b", "c").Array[6]
        from minute in Gen.Long[0, 3 * 24 * 60 - 1]
        from status in Sample.Pick(200, 404, 429, 500)
        from tag in Sample.Pick("a", "b", "c=d")
        select Sample.At(Sample.Day(20).AddMinutes(minute)) with
        {
            Key = names[0], KeyId = names[1], Team = names[2], Model = names[3], Provider = names[4], Session = names[5],
            Status = status, Tags = Narrowed("env", tag), Metadata = Narrowed("env", "c"),
        };

    private static readonly Gen<RequestQuery> Queries =
        from use in Gen.Int[0, 5].Array[9]
        from names in Sample.Pick("a", "b", "c", "d").Array[5]
        from status in Sample.Pick(200, 404, 429, 500, 418)
        from tag in Sample.Pick("env=a", "env=b", "env=c", "env=c=d", "other=a")
        from since in Gen.Long[0, 3 * 24 * 60]
        from length in Gen.Long[0, 24 * 60]
        select new RequestQuery
        {
            Key = use[0] == 0 ? names[0] : null,
            Team = use[1] == 0 ? names[1] : null,
            Model = use[2] == 0 ? names[2] : null,
            Provider = use[3] == 0 ? names[3] : null,
            Session = use[4] == 0 ? names[4] : null,
            Status = use[5] == 0 ? status : null,
            Tag = use[6] == 0 ? tag : null,
            Since = use[7] == 0 ? Sample.Day(20).AddMinutes(since) : null,
            Until = use[8] == 0 ? Sample.Day(20).AddMinutes(since + length) : null,
            Limit = 1_000,
        };

    private static RequestRecord Answered(RequestRecord record, Func<AttemptRecord, AttemptRecord> how) =>
        record with { Id = Sample.NewId(record.Time), Attempts = [how(record.Attempts[0])] };

    private static bool Matches(RequestRecord record, RequestQuery query) =>
        (query.Key is null || record.Key == query.Key || record.KeyId == query.Key)
        && (query.Team is null || record.Team == query.Team)
        && (query.Model is null || record.Model == query.Model)
        && (query.Provider is null || record.Provider == query.Provider)
        && (query.Session is null || record.Session == query.Session)
        && (query.Status is null || record.Status == query.Status)
        && (query.Tag is null || record.Tags.Any(tag => $"{tag.Key}={tag.Value}" == query.Tag))
        && (query.Since is null || record.Time >= query.Since)
        && (query.Until is null || record.Time < query.Until);

    private static System.Collections.Immutable.ImmutableSortedDictionary<string, string> Narrowed(string name, string value) =>
        System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty.Add(name, value);

    private static IEnumerable<RequestRecord> NewestFirst(IEnumerable<RequestRecord> records) =>
        records.OrderByDescending(record => record.Time).ThenByDescending(record => record.Id, StringComparer.Ordinal);

    private async Task<RequestRecord[]> WriteAsync(DataFolderFixture data, RequestRecord[] records)
    {
        Assert.All(records, record => Assert.True(data.Sink.TryWrite(record)));
        await data.Sink.FlushAsync(Stop);
        return records;
    }
}

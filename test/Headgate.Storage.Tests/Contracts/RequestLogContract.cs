using System.Collections.Immutable;
using CsCheck;
using Headgate.Gateway.Pipeline.Record;
using Headgate.Gateway.Stores;

namespace Headgate.Storage.Tests.Contracts;

/// <summary>What every store of records keeps to: the sink that takes them, and the log that is read. One process has it open: the gateway.</summary>
public abstract class RequestLogContract : StoreContract<RequestStore>
{
    [Fact]
    public async Task Gives_back_every_field_of_a_record()
    {
        RequestStore store = await OpenAsync();
        RequestRecord[] written = Sample.Any.Array[400].Single();
        Assert.All(written, record => Assert.True(store.Sink.TryWrite(record)));
        await store.Sink.FlushAsync(Cancellation);

        foreach (RequestRecord record in written)
            Assert.Equal(Sample.Text(record), Sample.Text(await store.Log.FindAsync(record.Id, Cancellation)));
    }

    [Fact]
    public async Task Gives_back_every_field_of_the_only_call_when_it_answered()
    {
        RequestStore store = await OpenAsync();
        RequestRecord plain = Sample.At(Sample.Day(20));
        RequestRecord[] written = await WriteAsync(store,
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
            Assert.Equal(Sample.Text(record), Sample.Text(await store.Log.FindAsync(record.Id, Cancellation)));
    }

    [Fact]
    public async Task Long_texts_and_bodies_are_kept_whole()
    {
        RequestStore store = await OpenAsync();
        RequestRecord[] written = await WriteAsync(store, [.. Enumerable.Range(1, 20).Select(i => Sample.At(Sample.Day(20)) with
        {
            Model = new string('ü', 900 * i), ResponseId = new string('x', 1_700 * i), RequestBody = new byte[100_000 * i], ReplyBody = [],
        })]);

        foreach (RequestRecord record in written)
            Assert.Equal(Sample.Text(record), Sample.Text(await store.Log.FindAsync(record.Id, Cancellation)));
    }

    [Fact]
    public async Task Lists_newest_first_without_bodies()
    {
        RequestStore store = await OpenAsync();
        RequestRecord[] written = await WriteAsync(store, Sample.Any.Array[300].Single());

        RequestPage page = await store.Log.QueryAsync(new RequestQuery { Limit = 1_000 }, Cancellation);

        Assert.Equal(
            NewestFirst(written).Select(record => Sample.Text(record with { RequestBody = null, ReplyBody = null })),
            page.Items.Select(Sample.Text));
        Assert.Null(page.Next);
    }

    [Fact]
    public async Task Every_filter_keeps_what_it_says()
    {
        RequestStore store = await OpenAsync();
        RequestRecord[] written = await WriteAsync(store, Narrow.Array[500].Single());

        foreach (RequestQuery query in Queries.Array[100].Single())
        {
            RequestRecord[] expected = [.. NewestFirst(written.Where(record => Matches(record, query)))];
            Assert.Equal(expected.Select(r => r.Id), (await store.Log.QueryAsync(query, Cancellation)).Items.Select(r => r.Id));
            Assert.Equal(expected.Length, await store.Log.CountAsync(query, Cancellation));
        }
    }

    [Fact]
    public async Task A_tag_without_a_value_asks_for_the_name()
    {
        RequestStore store = await OpenAsync();
        await WriteAsync(store, [Sample.At(Sample.Day(20)), Sample.At(Sample.Day(20)) with { Tags = Narrowed("env", "ci") }]);

        Assert.Equal(1, await store.Log.CountAsync(new RequestQuery { Tag = "env" }, Cancellation));
        Assert.Equal(0, await store.Log.CountAsync(new RequestQuery { Tag = "ci" }, Cancellation));
    }

    [Fact]
    public async Task What_looks_like_sql_is_only_a_value()
    {
        RequestStore store = await OpenAsync();
        await WriteAsync(store, [Sample.At(Sample.Day(20))]);
        const string Hostile = "' OR 1=1; DROP TABLE requests; --";

        RequestQuery query = new() { Key = Hostile, Model = Hostile, Tag = Hostile + "=" + Hostile, Session = Hostile };
        Assert.Equal(0, await store.Log.CountAsync(query, Cancellation));
        Assert.Equal(1, await store.Log.CountAsync(new RequestQuery(), Cancellation));
    }

    [Fact]
    public async Task Pages_neither_repeat_nor_skip_while_records_arrive()
    {
        RequestStore store = await OpenAsync();
        RequestRecord[] before = await WriteAsync(store, Narrow.Array[700].Single());

        List<string> seen = [];
        string? cursor = null;
        do
        {
            RequestPage page = await store.Log.QueryAsync(new RequestQuery { Limit = 9, Cursor = cursor }, Cancellation);
            seen.AddRange(page.Items.Select(record => record.Id));
            cursor = page.Next;
            Assert.True(store.Sink.TryWrite(Sample.At(Sample.Day(24)))); // newer than all: belongs to no further page
            await store.Sink.FlushAsync(Cancellation);
        }
        while (cursor is not null);

        Assert.Equal(NewestFirst(before).Select(record => record.Id), seen);
    }

    [Fact]
    public async Task A_page_that_ends_with_the_last_record_has_no_next()
    {
        RequestStore store = await OpenAsync();
        await WriteAsync(store, [Sample.At(Sample.Day(20)), Sample.At(Sample.Day(21))]);

        RequestPage first = await store.Log.QueryAsync(new RequestQuery { Limit = 1 }, Cancellation);
        RequestPage second = await store.Log.QueryAsync(new RequestQuery { Limit = 1, Cursor = first.Next }, Cancellation);

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
        RequestStore store = await OpenAsync();
        await WriteAsync(store, [Sample.At(Sample.Day(20))]);

        RequestPage page = await store.Log.QueryAsync(new RequestQuery { Cursor = cursor }, Cancellation);
        Assert.Empty(page.Items);
        Assert.Null(page.Next);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-5, 1)]
    [InlineData(2_000_000, 1_000)]
    public async Task The_limit_is_bounded(int asked, int given)
    {
        RequestStore store = await OpenAsync();
        await WriteAsync(store, [.. Enumerable.Range(0, 1_200).Select(_ => Sample.At(Sample.Day(20)))]);

        Assert.Equal(given, (await store.Log.QueryAsync(new RequestQuery { Limit = asked }, Cancellation)).Items.Length);
    }

    [Theory]
    [InlineData("req_0")]
    [InlineData("")]
    [InlineData("req_ffffffffffffffffffffffffffffffff")]
    public async Task Finds_nothing_under_an_unknown_id(string id)
    {
        RequestStore store = await OpenAsync();
        await WriteAsync(store, [Sample.At(Sample.Day(20))]);
        Assert.Null(await store.Log.FindAsync(id, Cancellation));
    }

    [Fact]
    public async Task What_was_flushed_survives_a_crash_and_what_was_handed_over_a_restart()
    {
        RequestStore store = await OpenAsync();
        RequestRecord[] flushed = await WriteAsync(store, Sample.Any.Array[100].Single());
        Assert.Equal((0, 0), (store.Sink.Pending, store.Sink.Dropped));
        store = await CrashAsync(store);
        await AreThereAsync(flushed);

        RequestRecord[] handed = Sample.Any.Array[100].Single();
        Assert.All(handed, record => Assert.True(store.Sink.TryWrite(record)));
        store = await RestartAsync(store);
        await AreThereAsync([.. flushed, .. handed]);

        async Task AreThereAsync(RequestRecord[] records)
        {
            Assert.Equal(records.Length, await store.Log.CountAsync(new RequestQuery(), Cancellation));
            foreach (RequestRecord record in records)
                Assert.Equal(Sample.Text(record), Sample.Text(await store.Log.FindAsync(record.Id, Cancellation)));
        }
    }

    [Fact]
    public async Task The_same_record_twice_is_one_record()
    {
        RequestStore store = await OpenAsync();
        RequestRecord record = Sample.At(Sample.Day(20)) with { RequestBody = [1] };
        await WriteAsync(store, [record, record]);
        await WriteAsync(store, [record]);

        Assert.Equal(1, await store.Log.CountAsync(new RequestQuery(), Cancellation));
        RequestRecord listed = Assert.Single((await store.Log.QueryAsync(new RequestQuery(), Cancellation)).Items);
        Assert.Equal(Sample.Text(record), Sample.Text(listed with { RequestBody = [1] }));
        Assert.Equal((0, 0), (store.Sink.Pending, store.Sink.Dropped));
    }

    [Fact]
    public async Task Records_of_many_threads_are_all_there_once_and_none_goes_away_meanwhile()
    {
        const int Threads = 8, Each = 500;
        RequestStore store = await OpenAsync();
        Task<bool[]> writes = AllAsync(Enumerable.Range(0, Threads).Select<int, Func<Task<bool>>>(thread => () => Task.FromResult(
            Enumerable.Range(0, Each).All(_ => store.Sink.TryWrite(Sample.At(Sample.Day(20 + (thread % 3))) with { KeyId = $"key_{thread}" })))));
        long seen = 0;
        do
        {
            long count = await store.Log.CountAsync(new RequestQuery(), Cancellation);
            Assert.InRange(count, seen, Threads * Each);
            seen = count;
        }
        while (!writes.IsCompleted);
        Assert.All(await writes, Assert.True);
        await store.Sink.FlushAsync(Cancellation);

        Assert.Equal((0, 0), (store.Sink.Pending, store.Sink.Dropped));
        Assert.Equal(Threads * Each, await store.Log.CountAsync(new RequestQuery(), Cancellation));
        for (int thread = 0; thread < Threads; thread++)
            Assert.Equal(Each, await store.Log.CountAsync(new RequestQuery { Key = $"key_{thread}" }, Cancellation));
    }

    [Fact]
    public async Task Names_are_told_apart_letter_by_letter_in_any_script()
    {
        string[] names = ["caf\u00e9", "cafe\u0301", "CAF\u00c9", "快い", "🦜", "%", "_", "a' --"];
        RequestStore store = await OpenAsync();
        await WriteAsync(store, [.. names.Select(name => Sample.At(Sample.Day(20)) with
        {
            Key = name, Team = name, Model = name, Provider = name, Session = name, Tags = Narrowed(name, name),
        })]);

        foreach (string name in names)
        {
            RequestQuery query = new() { Key = name, Team = name, Model = name, Provider = name, Session = name, Tag = $"{name}={name}" };
            Assert.Equal(name, Assert.Single((await store.Log.QueryAsync(query, Cancellation)).Items).Model);
        }
    }

    [Fact]
    public async Task Who_asks_and_leaves_is_told_so()
    {
        RequestStore store = await OpenAsync();
        RequestRecord[] written = await WriteAsync(store, [Sample.At(Sample.Day(20))]);
        await IsCancelledAsync(async () => await store.Log.QueryAsync(new RequestQuery(), Cancelled));
        await IsCancelledAsync(async () => await store.Log.FindAsync(written[0].Id, Cancelled));
        await IsCancelledAsync(async () => await store.Log.CountAsync(new RequestQuery(), Cancelled));
        await IsCancelledAsync(async () => await store.Log.SumAsync(new UsageQuery(new RequestQuery(), UsageBy.Key), Cancelled));
        Assert.Equal(1, await store.Log.CountAsync(new RequestQuery(), Cancellation)); // and takes nobody's turn away
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

    private static ImmutableSortedDictionary<string, string> Narrowed(string name, string value) =>
        ImmutableSortedDictionary<string, string>.Empty.Add(name, value);

    private static IEnumerable<RequestRecord> NewestFirst(IEnumerable<RequestRecord> records) =>
        records.OrderByDescending(record => record.Time).ThenByDescending(record => record.Id, StringComparer.Ordinal);

    private static async Task<RequestRecord[]> WriteAsync(RequestStore store, RequestRecord[] records)
    {
        Assert.All(records, record => Assert.True(store.Sink.TryWrite(record)));
        await store.Sink.FlushAsync(Cancellation);
        return records;
    }
}

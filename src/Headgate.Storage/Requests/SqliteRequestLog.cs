using System.Collections.Immutable;
using Headgate.Gateway.Pipeline.Record;
using Headgate.Gateway.Stores;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using SQLitePCL;

namespace Headgate.Storage.Requests;

/// <summary>Reads the day files, newest first. A file that cannot be read is reported and left out; the others still answer.</summary>
#pragma warning disable CA1001 // a semaphore without a wait handle holds nothing, and a query may outlast whoever would dispose it
internal sealed class SqliteRequestLog(DayFiles files, SqliteOptions options) : IRequestLog
{
    private const int MaxLimit = 1_000;
    private static readonly TimeSpan FromIdToRecord = TimeSpan.FromSeconds(10);

    // A query occupies a thread of the pool for as long as it takes: never more than two of them.
    private readonly SemaphoreSlim _turns = new(2);
    private readonly ILogger _logger = options.Logger;

    /// <summary>A page; a cursor that is not one of ours has nothing after it.</summary>
    public ValueTask<RequestPage> QueryAsync(RequestQuery query, CancellationToken cancellation) =>
        InTurnAsync(() => Page(query, cancellation), cancellation);

    public ValueTask<RequestRecord?> FindAsync(string id, CancellationToken cancellation) =>
        InTurnAsync(() => Find(id, cancellation), cancellation);

    public ValueTask<long> CountAsync(RequestQuery query, CancellationToken cancellation) =>
        InTurnAsync(() => Count(query, cancellation), cancellation);

    public ValueTask<ImmutableArray<UsageSum>> SumAsync(UsageQuery query, CancellationToken cancellation) =>
        InTurnAsync(() => Sum(query, cancellation), cancellation);

    private RequestPage Page(RequestQuery query, CancellationToken cancellation)
    {
        PageCursor? after = query.Cursor is { } text ? PageCursor.Parse(text) : null;
        if (query.Cursor is not null && after is null)
            return new RequestPage([], null);

        int limit = Math.Clamp(query.Limit, 1, MaxLimit);
        RequestFilter filter = new(query, after);
        List<RequestRecord> found = [];
        foreach (DateOnly day in files.Days().Where(filter.Covers))
        {
            Read(day, file => AddNewest(file, filter, limit + 1 - found.Count, found), cancellation);
            if (found.Count > limit)
                return new RequestPage([.. found.Take(limit)], PageCursor.After(found[limit - 1]).ToString());
        }

        return new RequestPage([.. found], null);
    }

    private static void AddNewest(DayReader file, RequestFilter filter, int limit, List<RequestRecord> found)
    {
        using SqliteCommand select = file.Command(
            $"SELECT {RecordRow.Columns} FROM requests WHERE {filter.Condition} ORDER BY time_us DESC, id DESC LIMIT $limit");
        filter.Bind(select);
        select.Parameters.AddWithValue("$limit", limit);
        using SqliteDataReader row = select.ExecuteReader();
        while (row.Read())
            found.Add(RecordRow.Read(row));
    }

    private long Count(RequestQuery query, CancellationToken cancellation)
    {
        RequestFilter filter = new(query, after: null);
        long total = 0;
        foreach (DateOnly day in files.Days().Where(filter.Covers))
            Read(day, file => total += CountIn(file, filter), cancellation);
        return total;
    }

    private static long CountIn(DayReader file, RequestFilter filter)
    {
        using SqliteCommand select = file.Command($"SELECT count(*) FROM requests WHERE {filter.Condition}");
        filter.Bind(select);
        return (long)select.ExecuteScalar()!;
    }

    private ImmutableArray<UsageSum> Sum(UsageQuery query, CancellationToken cancellation)
    {
        RequestFilter filter = new(query.Requests, after: null);
        UsageSums sums = new(query, filter);
        foreach (DateOnly day in files.Days().Where(filter.Covers))
            Read(day, sums.Add, cancellation);
        return sums.All;
    }

    // An id says when it was made, and its record's time is taken next: the search ends soon, even for an id that is nowhere.
    private RequestRecord? Find(string id, CancellationToken cancellation)
    {
        if (RecordId.MomentOf(id) is not { } made)
            return null;

        RequestRecord? found = null;
        RequestFilter around = new(new RequestQuery { Since = made, Until = made + FromIdToRecord }, after: null);
        foreach (DateOnly day in files.Days().Where(around.Covers))
        {
            Read(day, file => found = FindIn(file, id, around), cancellation);
            if (found is not null)
                break;
        }

        return found;
    }

    private static RequestRecord? FindIn(DayReader file, string id, RequestFilter around)
    {
        using SqliteCommand select = file.Command(
            $"SELECT {RecordRow.Columns}, bodies.request, bodies.reply FROM requests LEFT JOIN bodies USING (id) "
            + $"WHERE id = $id AND {around.Condition} LIMIT 1");
        around.Bind(select);
        select.Parameters.AddWithValue("$id", id);
        using SqliteDataReader row = select.ExecuteReader();
        if (!row.Read())
            return null;
        int bodies = row.FieldCount - 2;
        return RecordRow.Read(row) with
        {
            RequestBody = row.IsDBNull(bodies) ? null : row.GetFieldValue<byte[]>(bodies),
            ReplyBody = row.IsDBNull(bodies + 1) ? null : row.GetFieldValue<byte[]>(bodies + 1),
        };
    }

    private void Read(DateOnly day, Action<DayReader> read, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            using DayReader? file = DayReader.TryOpen(files, day, cancellation);
            if (file is not null)
                read(file);
        }
        catch (SqliteException fault) when (fault.SqliteErrorCode == raw.SQLITE_INTERRUPT)
        {
            throw new OperationCanceledException(cancellation);
        }
        catch (SqliteException fault)
        {
            Log.ReadSkipped(_logger, files.PathOf(day), fault.Message);
        }
    }

    private async ValueTask<T> InTurnAsync<T>(Func<T> read, CancellationToken cancellation)
    {
        await _turns.WaitAsync(cancellation);
        try
        {
            return await Task.Run(read, cancellation);
        }
        finally
        {
            _turns.Release();
        }
    }
}

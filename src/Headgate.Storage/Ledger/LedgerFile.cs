using Headgate.Gateway.Stores;
using Headgate.Storage.Requests;
using Headgate.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Headgate.Storage.Ledger;

/// <summary>Writes <c>ledger.db</c>: a commit is on the disk when it returns. Belongs to the writer's thread.</summary>
internal sealed class LedgerFile : IDisposable
{
    private const int RowsBetweenMarks = 10_000;

    private readonly SqliteConnection _connection;
    private readonly TimeProvider _time;
    private readonly InsertStatement _reserved;
    private readonly InsertStatement _extended;
    private readonly InsertStatement _settled;
    private readonly LedgerMarks _marks;
    private readonly LedgerSums _sums;
    private readonly Queue<LedgerEntry> _open = [];
    private long _sequence;
    private long _marked;

    /// <summary>Takes over a connection whose schema is this version's.</summary>
    public LedgerFile(SqliteConnection connection, TimeProvider time)
    {
        (_connection, _time) = (connection, time);
        _reserved = new InsertStatement(connection, "reserved (seq, id, time_us, scopes, target, amount)");
        _extended = new InsertStatement(connection, "extended (seq, part, amount)");
        _settled = new InsertStatement(connection, "settled (seq, time_us, cost, estimated, recovered, attempts)");
        _marks = new LedgerMarks(connection);
        _sums = new LedgerSums(connection);
        _sequence = connection.Number("SELECT coalesce(max(seq), 0) FROM reserved");
    }

    /// <summary>True while a request is open whose settlement is still to come.</summary>
    public bool HasOpen => _open.Count > 0;

    /// <summary>Writes all of it or, when it throws, nothing.</summary>
    public void Write(ReadOnlySpan<LedgerWrite> batch)
    {
        long before = _sequence;
        Run("BEGIN IMMEDIATE");
        bool isCommitted = false;
        try
        {
            foreach (LedgerWrite write in batch)
                Insert(write);
            _sums.Write();
            Run("COMMIT");
            isCommitted = true;
            Close(batch);
        }
        finally
        {
            _sums.Clear();
            if (!isCommitted)
            {
                raw.sqlite3_exec(_connection.Handle, "ROLLBACK"); // refused when the failure has already rolled back: as good
                _sequence = before;
            }
        }
    }

    /// <summary>Notes up to where all is settled: the next start need not look there. What repeats are found by goes after its day.</summary>
    public void Mark()
    {
        _marked = SettledUpTo;
        _connection.Execute($"UPDATE mark SET seq = {_marked}");
        LedgerMarks.Sweep(_connection, _time.GetUtcNow());
    }

    private long SettledUpTo => _open.TryPeek(out LedgerEntry? oldest) ? oldest.Sequence - 1 : _sequence;

    public void Dispose()
    {
        _reserved.Dispose();
        _extended.Dispose();
        _settled.Dispose();
        _marks.Dispose();
        _sums.Dispose();
        _connection.Dispose();
    }

    // Requests end in about the order in which they began: the oldest that is open is never far from the front.
    private void Close(ReadOnlySpan<LedgerWrite> batch)
    {
        foreach (LedgerWrite write in batch)
        {
            if (write.Settlement is not null)
                write.Entry.IsWritten = true;
            else if (write.More is null)
                _open.Enqueue(write.Entry);
        }

        while (_open.TryPeek(out LedgerEntry? oldest) && oldest.IsWritten)
            _open.Dequeue();
        if (SettledUpTo - _marked >= RowsBetweenMarks)
            TryMark();
    }

    // The batch is written, and must not be written again because a mark could not be: the next one says as much.
    private void TryMark()
    {
        try
        {
            Mark();
        }
        catch (SqliteException)
        {
            _marked = SettledUpTo;
        }
    }

    private void Insert(LedgerWrite write)
    {
        if (write.Settlement is { } settlement)
            InsertSettled(write.Entry, settlement);
        else if (write.More is { } more)
            InsertExtended(write.Entry, more.Nanodollars);
        else
            InsertReserved(write.Entry);
    }

    private void InsertReserved(LedgerEntry entry)
    {
        LedgerReservation reservation = entry.Reservation;
        Span<byte> id = stackalloc byte[RecordId.Bytes];
        RecordId.Write(reservation.RequestId, id);
        entry.Sequence = ++_sequence;
        _reserved.Begin();
        _reserved.Bind(entry.Sequence);
        _reserved.BindBlob(id);
        _reserved.Bind(UnixMicroseconds.From(reservation.Time));
        _reserved.BindJson(reservation.Scopes, LedgerScopes.Write);
        _reserved.Bind(reservation.Target);
        _reserved.Bind(reservation.Amount.Nanodollars);
        _reserved.Insert();
        if (reservation.Mark is { } mark)
            _marks.Insert(entry.Sequence, reservation.Time, mark);
    }

    private void InsertExtended(LedgerEntry entry, long more)
    {
        _extended.Begin();
        _extended.Bind(entry.Sequence);
        _extended.Bind(++entry.Parts);
        _extended.Bind(more);
        _extended.Insert();
    }

    private void InsertSettled(LedgerEntry entry, LedgerSettlement settlement)
    {
        _settled.Begin();
        _settled.Bind(entry.Sequence);
        _settled.Bind(UnixMicroseconds.From(_time.GetUtcNow()));
        _settled.Bind(settlement.Cost?.Nanodollars);
        _settled.Bind(settlement.IsEstimated ? 1 : 0);
        _settled.Bind(0);
        if (settlement.Attempts.IsEmpty)
            _settled.BindNull();
        else
            _settled.BindJson(settlement.Attempts, LedgerAttemptJson.Write);
        _settled.Insert();
        _sums.Add(entry.Reservation, settlement.Cost?.Nanodollars ?? 0);
    }

    private void Run(string sql)
    {
        int result = raw.sqlite3_exec(_connection.Handle, sql);
        if (result != raw.SQLITE_OK)
            SqliteException.ThrowExceptionForRC(result, _connection.Handle);
    }
}

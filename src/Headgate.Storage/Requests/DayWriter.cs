using Headgate.Gateway.Pipeline.Record;
using Headgate.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Headgate.Storage.Requests;

/// <summary>Writes one day file. Belongs to the writer thread.</summary>
internal sealed class DayWriter : IDisposable
{
    // NORMAL: a commit is not synced, a checkpoint is. A process that dies loses no commit; a machine that does loses those since the
    // checkpoint.
    private const string Pragmas = "PRAGMA busy_timeout = 0; PRAGMA page_size = 8192; PRAGMA synchronous = NORMAL;";

    private const int RowsAtOnce = 16; // a statement of its own for each costs a fifth more

    private readonly SqliteConnection _connection;
    private readonly Origins _origins;
    private readonly InsertStatement _entry;
    private readonly InsertStatement _entries;
    private readonly InsertStatement _bodies;

    private DayWriter(SqliteConnection connection)
    {
        _connection = connection;
        _origins = new Origins(connection);
        _entry = new InsertStatement(connection, RecordRow.Into);
        _entries = new InsertStatement(connection, RecordRow.Into, RowsAtOnce);
        _bodies = new InsertStatement(connection, "bodies (id, request, reply)");
    }

    /// <summary>Opens the file, making it or bringing it to this version's schema; throws what SQLite throws.</summary>
    public static DayWriter Open(string path)
    {
        SqliteConnection connection = SqliteFile.OpenWriter(path, Pragmas, TimeSpan.FromSeconds(1));
        bool opened = false;
        try
        {
            if (!RequestSchema.Schema.TryApply(connection))
                throw new IOException($"{path} was written by a newer version of Headgate");
            DayWriter writer = new(connection);
            opened = true;
            return writer;
        }
        finally
        {
            if (!opened)
                connection.Dispose();
        }
    }

    /// <summary>Writes all of the records or, when it throws, none. A lock of another process is not waited for.</summary>
    public void Write(ReadOnlySpan<RequestRecord> records)
    {
        Run("BEGIN IMMEDIATE");
        bool committed = false;
        try
        {
            for (; records.Length >= RowsAtOnce; records = records[RowsAtOnce..])
                Insert(records[..RowsAtOnce], _entries);
            for (; !records.IsEmpty; records = records[1..])
                Insert(records[..1], _entry);
            Run("COMMIT");
            committed = true;
        }
        finally
        {
            if (!committed)
                Undo();
        }
    }

    public void Dispose()
    {
        _origins.Dispose();
        _entry.Dispose();
        _entries.Dispose();
        _bodies.Dispose();
        _connection.Dispose();
    }

    private void Insert(ReadOnlySpan<RequestRecord> records, InsertStatement entries)
    {
        entries.Begin();
        foreach (RequestRecord record in records)
        {
            RecordRow.Bind(record, _origins, entries);
            if (record.RequestBody is not null || record.ReplyBody is not null)
                InsertBodies(record);
        }

        entries.Insert();
    }

    private void InsertBodies(RequestRecord record)
    {
        _bodies.Begin();
        _bodies.Bind(record.Id);
        _bodies.Bind(record.RequestBody);
        _bodies.Bind(record.ReplyBody);
        _bodies.Insert();
    }

    private void Undo()
    {
        raw.sqlite3_exec(_connection.Handle, "ROLLBACK"); // refused when the failure has already rolled back: as good
        _origins.Forget();
    }

    private void Run(string sql)
    {
        int result = raw.sqlite3_exec(_connection.Handle, sql);
        if (result != raw.SQLITE_OK)
            SqliteException.ThrowExceptionForRC(result, _connection.Handle);
    }
}

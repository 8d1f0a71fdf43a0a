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

    private readonly SqliteConnection _connection;
    private readonly InsertStatement _requests;
    private readonly InsertStatement _bodies;

    private DayWriter(SqliteConnection connection)
    {
        _connection = connection;
        _requests = new InsertStatement(connection, RecordRow.Insert);
        _bodies = new InsertStatement(connection, "INSERT INTO bodies (id, request, reply) VALUES (?, ?, ?) ON CONFLICT DO NOTHING");
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
            foreach (RequestRecord record in records)
                Insert(record);
            Run("COMMIT");
            committed = true;
        }
        finally
        {
            if (!committed)
                raw.sqlite3_exec(_connection.Handle, "ROLLBACK"); // refused when the failure has already rolled back: as good
        }
    }

    public void Dispose()
    {
        _requests.Dispose();
        _bodies.Dispose();
        _connection.Dispose();
    }

    private void Insert(RequestRecord record)
    {
        _requests.Begin();
        RecordRow.Bind(record, _requests);
        _requests.Insert();
        if (record.RequestBody is null && record.ReplyBody is null)
            return;

        _bodies.Begin();
        _bodies.Bind(record.Id);
        _bodies.Bind(record.RequestBody);
        _bodies.Bind(record.ReplyBody);
        _bodies.Insert();
    }

    private void Run(string sql)
    {
        int result = raw.sqlite3_exec(_connection.Handle, sql);
        if (result != raw.SQLITE_OK)
            SqliteException.ThrowExceptionForRC(result, _connection.Handle);
    }
}

using Headgate.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Headgate.Storage.Requests;

/// <summary>Reads one day file, which is not deleted meanwhile.</summary>
internal sealed class DayReader : IDisposable
{
    private const int InstructionsBetweenLooks = 10_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly IDisposable _held;
    private readonly SqliteConnection _connection;

    private DayReader(IDisposable held, SqliteConnection connection)
    {
        _held = held;
        _connection = connection;
    }

    /// <summary>Opens a day; null when it has no file. Statements end with an interrupt soon after the token is cancelled.</summary>
    public static DayReader? TryOpen(DayFiles files, DateOnly day, CancellationToken cancellation)
    {
        if (files.Hold(day) is not { } held)
            return null;

        DayReader? reader = null;
        try
        {
            SqliteConnection connection = Open(files.PathOf(day));
            raw.sqlite3_progress_handler(
                connection.Handle, InstructionsBetweenLooks, _ => cancellation.IsCancellationRequested ? 1 : 0, null);
            return reader = new DayReader(held, connection);
        }
        finally
        {
            if (reader is null)
                held.Dispose();
        }
    }

    // The day of an older build may never be written to again: who reads it brings it to this one's schema.
    private static SqliteConnection Open(string path)
    {
        SqliteConnection connection = SqliteFile.OpenReader(path, Patience);
        if (!RequestSchema.Schema.IsTaken(connection))
        {
            connection.Dispose();
            using (SqliteConnection writer = SqliteFile.OpenWriter(path, "", Patience))
                RequestSchema.Schema.TryApply(writer);
            connection = SqliteFile.OpenReader(path, Patience);
        }

        return connection;
    }

    /// <summary>A statement to read with.</summary>
    public SqliteCommand Command(string sql)
    {
        SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    public void Dispose()
    {
        _connection.Dispose();
        _held.Dispose();
    }
}

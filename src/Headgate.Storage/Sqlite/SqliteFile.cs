using Headgate.Storage.Files;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Headgate.Storage.Sqlite;

/// <summary>Opens database files. Connections are not pooled: each has one owner, who closes it.</summary>
internal static class SqliteFile
{
    // Each connection has one owner, who uses it from one thread at a time: SQLite need not lock it in each call. Nor does anybody ask how
    // much memory it holds, for which it would lock each allocation. Both must be said before the first file is opened.
    static SqliteFile()
    {
        Batteries_V2.Init();
        raw.sqlite3_config(raw.SQLITE_CONFIG_MULTITHREAD);
        raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }

    /// <summary>A connection that writes, in write-ahead mode, so that readers never wait for it and it never waits for them.</summary>
    /// <param name="path">The file; made with mode 0600 when it is missing.</param>
    /// <param name="pragmas">What this kind of file wants besides, such as <c>PRAGMA synchronous = FULL;</c>.</param>
    /// <param name="patience">How long a command waits for a lock of another process, in whole seconds.</param>
    public static SqliteConnection OpenWriter(string path, string pragmas, TimeSpan patience)
    {
        DataFolder.CreateFile(path);
        return Open(path, SqliteOpenMode.ReadWrite, patience, pragmas + "PRAGMA journal_mode = WAL;");
    }

    /// <summary>A connection to a new file that another is copied to; not in write-ahead mode, which would fix the size of its pages.</summary>
    public static SqliteConnection OpenCopy(string path)
    {
        DataFolder.CreateFile(path);
        return Open(path, SqliteOpenMode.ReadWrite, TimeSpan.Zero, "PRAGMA synchronous = OFF;");
    }

    /// <summary>A connection that only reads.</summary>
    public static SqliteConnection OpenReader(string path, TimeSpan patience) =>
        Open(path, SqliteOpenMode.ReadOnly, patience, "PRAGMA query_only = ON;");

    /// <summary>Runs one or more statements without a result.</summary>
    public static void Execute(this SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>The one integer that a statement answers with.</summary>
    public static long Number(this SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode, TimeSpan patience, string pragmas)
    {
        SqliteConnectionStringBuilder target = new()
        {
            DataSource = path,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = (int)patience.TotalSeconds,
        };
        SqliteConnection connection = new(target.ConnectionString);
        bool opened = false;
        try
        {
            connection.Open();
            connection.Execute(pragmas);
            opened = true;
            return connection;
        }
        finally
        {
            if (!opened)
                connection.Dispose();
        }
    }
}

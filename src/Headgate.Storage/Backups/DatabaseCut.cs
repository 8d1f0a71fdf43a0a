using Headgate.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Headgate.Storage.Backups;

/// <summary>All databases of a folder as they were at one moment, while they are written to.</summary>
internal sealed class DatabaseCut : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly List<(string Name, SqliteConnection Reader)> _readers = [];

    private DatabaseCut()
    {
    }

    /// <summary>
    /// Begins to read every database, while those that change seldom are locked: none of them changes between the first look and the last, so that
    /// what the ledger says fits what they say. The lock is held for milliseconds. The ledger is never locked: it is on the request path.
    /// </summary>
    public static DatabaseCut Take(string folder)
    {
        DatabaseCut cut = new();
        List<SqliteConnection> locks = [];
        bool taken = false;
        try
        {
            foreach (string name in KeptFiles.Lockable(folder))
            {
                locks.Add(SqliteFile.OpenWriter(Path.Combine(folder, name), "", Patience));
                locks[^1].Execute("BEGIN IMMEDIATE");
            }

            foreach (string name in KeptFiles.Databases(folder))
            {
                SqliteConnection reader = SqliteFile.OpenReader(Path.Combine(folder, name), Patience);
                cut._readers.Add((name, reader));
                reader.Execute("BEGIN");
                _ = reader.Number("SELECT count(*) FROM sqlite_master"); // the transaction sees what there is now
            }

            taken = true;
            return cut;
        }
        finally
        {
            locks.ForEach(held => held.Dispose());
            if (!taken)
                cut.Dispose();
        }
    }

    /// <summary>Copies each database to the same name in a folder; gives the names.</summary>
    public IReadOnlyList<string> CopyTo(string folder)
    {
        foreach ((string name, SqliteConnection reader) in _readers)
        {
            using SqliteConnection copy = SqliteFile.OpenCopy(Path.Combine(folder, name));
            reader.BackupDatabase(copy);
        }

        return [.. _readers.Select(read => read.Name)];
    }

    public void Dispose() => _readers.ForEach(read => read.Reader.Dispose());
}

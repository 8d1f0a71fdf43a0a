using System.Collections.Immutable;
using Headgate.Gateway.Stores;
using Headgate.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Headgate.Storage.Objects;

/// <summary>
/// The ownership of vendors' objects in <c>DATA/objects.db</c>. A file of its own: the config store's is looked at for changes. Locked by
/// another process for more than 5 s, it throws <see cref="SqliteException"/>. Thread-safe.
/// </summary>
public sealed class SqliteOwnedObjects : IOwnedObjects, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Vendors keep a response for 30 days, and uploads for less.</summary>
    private static readonly TimeSpan PassingLife = TimeSpan.FromDays(31);

    private readonly Lock _reading = new();
    private readonly Lock _writing = new();
    private readonly SqliteConnection _reader;
    private readonly SqliteConnection _writer;
    private readonly TimeProvider _time;

    private SqliteOwnedObjects(SqliteConnection writer, SqliteConnection reader, TimeProvider time) =>
        (_writer, _reader, _time) = (writer, reader, time);

    /// <summary>Opens the store of a data folder, making it when it is missing.</summary>
    public static Opening<SqliteOwnedObjects> Open(string folder, TimeProvider time)
    {
        string path = Path.Combine(folder, "objects.db");
        SqliteConnection? writer = null;
        bool opened = false;
        try
        {
            writer = SqliteFile.OpenWriter(path, "PRAGMA synchronous = FULL;", Patience);
            if (!ObjectSchema.Schema.TryApply(writer))
                return new Opening<SqliteOwnedObjects>.Unavailable($"{path} was written by a newer version of Headgate");

            long aged = UnixMicroseconds.From(time.GetUtcNow() - PassingLife);
            writer.Execute($"DELETE FROM objects WHERE {ObjectSchema.Passing} AND created_us < {aged}");
            SqliteOwnedObjects store = new(writer, SqliteFile.OpenReader(path, Patience), time);
            opened = true;
            return new Opening<SqliteOwnedObjects>.Opened(store);
        }
        catch (SqliteException fault)
        {
            return new Opening<SqliteOwnedObjects>.Unavailable($"cannot open {path}: {fault.Message}");
        }
        finally
        {
            if (!opened)
                writer?.Dispose();
        }
    }

    /// <inheritdoc />
    public ValueTask KeepAsync(ImmutableArray<OwnedObject> objects, CancellationToken cancellation) =>
        new(Task.Run(() => Keep(objects), cancellation));

    /// <inheritdoc />
    public ValueTask<OwnedObject?> FindAsync(string scope, string id, CancellationToken cancellation) => new(Task.Run(
        () => Read(ObjectRow.Find, ("$id", id), ("$scope", scope)).FirstOrDefault(),
        cancellation));

    /// <inheritdoc />
    public ValueTask<ImmutableArray<OwnedObject>> ListAsync(OwnedQuery query, CancellationToken cancellation) => new(Task.Run(
        () => Read(
            query.IsAscending ? ObjectRow.Oldest : ObjectRow.Newest,
            ("$scope", query.Scope),
            ("$kind", query.Kind.ToString()),
            ("$after", query.After),
            ("$purpose", query.Purpose),
            ("$limit", query.Limit)),
        cancellation));

    /// <inheritdoc />
    public ValueTask DeleteAsync(string scope, string id, CancellationToken cancellation) => new(Task.Run(() => Delete(scope, id), cancellation));

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        lock (_reading)
            _reader.Dispose();
        lock (_writing)
            _writer.Dispose();
    }

    private void Keep(ImmutableArray<OwnedObject> objects)
    {
        lock (_writing)
        {
            using SqliteTransaction change = _writer.BeginTransaction();
            foreach (OwnedObject kept in objects)
            {
                using SqliteCommand insert = _writer.CreateCommand();
                insert.CommandText = ObjectRow.Keep;
                ObjectRow.Bind(kept, insert);
                insert.ExecuteNonQuery();
            }

            change.Commit();
        }
    }

    private void Delete(string scope, string id)
    {
        lock (_writing)
        {
            using SqliteCommand delete = _writer.CreateCommand();
            delete.CommandText = "UPDATE objects SET deleted_us = $now WHERE id = $id AND scope = $scope";
            delete.Parameters.AddWithValue("$now", UnixMicroseconds.From(_time.GetUtcNow()));
            delete.Parameters.AddWithValue("$id", id);
            delete.Parameters.AddWithValue("$scope", scope);
            delete.ExecuteNonQuery();
        }
    }

    private ImmutableArray<OwnedObject> Read(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        lock (_reading)
        {
            using SqliteCommand select = _reader.CreateCommand();
            select.CommandText = sql;
            foreach ((string name, object? value) in parameters)
                select.Parameters.AddWithValue(name, value ?? DBNull.Value);
            using SqliteDataReader row = select.ExecuteReader();
            ImmutableArray<OwnedObject>.Builder found = ImmutableArray.CreateBuilder<OwnedObject>();
            while (row.Read())
                found.Add(ObjectRow.Read(row));
            return found.ToImmutable();
        }
    }
}

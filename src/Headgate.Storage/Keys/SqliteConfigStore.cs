using System.Collections.Immutable;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Stores;
using Headgate.Storage.Files;
using Headgate.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Headgate.Storage.Keys;

/// <summary>
/// The config store in <c>DATA/headgate.db</c>. Several processes may have it open: each sees the others' changes by
/// <see cref="VersionAsync"/>. A change is durable when its task completes. Locked by another process for more than 5 s, it throws
/// <see cref="SqliteException"/>. Thread-safe.
/// </summary>
public sealed class SqliteConfigStore : IConfigStore, IConfigObjects, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Lock _reading = new();
    private readonly Lock _writing = new();
    private readonly SqliteConnection _reader;
    private readonly SqliteConnection _writer;
    private readonly TimeProvider _time;

    private SqliteConfigStore(SqliteConnection writer, SqliteConnection reader, TimeProvider time)
    {
        _writer = writer;
        _reader = reader;
        _time = time;
    }

    /// <summary>Opens the store of a data folder, making both when they are missing.</summary>
    public static Opening<SqliteConfigStore> Open(string folder, TimeProvider time)
    {
        string path = Path.Combine(folder, "headgate.db");
        SqliteConnection? writer = null;
        bool opened = false;
        try
        {
            DataFolder.Create(folder);
            writer = SqliteFile.OpenWriter(path, "PRAGMA synchronous = FULL;", Patience);
            if (!KeySchema.Schema.TryApply(writer))
                return new Opening<SqliteConfigStore>.Unavailable($"{path} was written by a newer version of Headgate");

            SqliteConfigStore store = new(writer, SqliteFile.OpenReader(path, Patience), time);
            opened = true;
            return new Opening<SqliteConfigStore>.Opened(store);
        }
        catch (Exception fault) when (fault is SqliteException or IOException or UnauthorizedAccessException)
        {
            return new Opening<SqliteConfigStore>.Unavailable($"cannot open {path}: {fault.Message}");
        }
        finally
        {
            if (!opened)
                writer?.Dispose();
        }
    }

    /// <inheritdoc />
    public ValueTask<long> VersionAsync(CancellationToken cancellation)
    {
        // Told apart per connection: the reading one makes no changes, so that it counts our own writer's like anybody else's.
        lock (_reading)
            return ValueTask.FromResult(_reader.Number("PRAGMA data_version"));
    }

    /// <inheritdoc />
    public ValueTask<ImmutableArray<VirtualKey>> KeysAsync(CancellationToken cancellation) => new(Task.Run(ReadKeys, cancellation));

    /// <inheritdoc />
    public ValueTask<bool> AddKeyAsync(VirtualKey key, CancellationToken cancellation) =>
        ChangeAsync(KeyRow.Insert, command => KeyRow.Bind(key, command), cancellation);

    /// <inheritdoc />
    public ValueTask<bool> ReplaceDigestAsync(string id, KeyDigest digest, DateTimeOffset? priorUntil, CancellationToken cancellation) => ChangeAsync(
        "UPDATE OR IGNORE keys SET prior_digest = iif($until IS NULL, NULL, digest), prior_until_us = $until, digest = $digest "
        + "WHERE id = $id AND revoked_us IS NULL",
        command =>
        {
            command.Parameters.AddWithValue("$id", id);
            command.Parameters.AddWithValue("$digest", digest.ToString());
            command.Parameters.AddWithValue("$until", priorUntil is { } until ? UnixMicroseconds.From(until) : DBNull.Value);
        },
        cancellation);

    /// <inheritdoc />
    public ValueTask<bool> RevokeKeyAsync(string id, CancellationToken cancellation) => ChangeAsync(
        "UPDATE keys SET revoked_us = $now WHERE id = $id AND revoked_us IS NULL",
        command =>
        {
            command.Parameters.AddWithValue("$id", id);
            command.Parameters.AddWithValue("$now", UnixMicroseconds.From(_time.GetUtcNow()));
        },
        cancellation);

    /// <inheritdoc />
    public ValueTask<ImmutableArray<ConfigObject>> ObjectsAsync(CancellationToken cancellation) => new(Task.Run(
        () =>
        {
            lock (_reading)
                return ConfigObjectTable.Read(_reader);
        },
        cancellation));

    /// <inheritdoc />
    public ValueTask<long> NextVersionAsync(CancellationToken cancellation) =>
        WriteAsync(writer => writer.Number("UPDATE object_version SET last = last + 1 RETURNING last"), cancellation);

    /// <inheritdoc />
    public ValueTask<bool> PutObjectAsync(ConfigObject next, long? replaces, CancellationToken cancellation) =>
        WriteAsync(writer => ConfigObjectTable.Put(writer, next, replaces, UnixMicroseconds.From(_time.GetUtcNow())), cancellation);

    /// <inheritdoc />
    public ValueTask<bool> RemoveObjectAsync(ConfigObjectKind kind, string name, long version, CancellationToken cancellation) =>
        WriteAsync(writer => ConfigObjectTable.Remove(writer, kind, name, version), cancellation);

    /// <inheritdoc />
    public ValueTask<bool> ResealAsync(ImmutableArray<ConfigObject> objects, CancellationToken cancellation) =>
        WriteAsync(writer => ConfigObjectTable.Reseal(writer, objects), cancellation);

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        lock (_reading)
            _reader.Dispose();
        lock (_writing)
            _writer.Dispose();
    }

    private ImmutableArray<VirtualKey> ReadKeys()
    {
        lock (_reading)
        {
            using SqliteCommand select = _reader.CreateCommand();
            select.CommandText = KeyRow.Select;
            using SqliteDataReader row = select.ExecuteReader();
            ImmutableArray<VirtualKey>.Builder keys = ImmutableArray.CreateBuilder<VirtualKey>();
            while (row.Read())
                keys.Add(KeyRow.Read(row));
            return keys.ToImmutable();
        }
    }

    private ValueTask<bool> ChangeAsync(string sql, Action<SqliteCommand> bind, CancellationToken cancellation) => WriteAsync(
        writer =>
        {
            using SqliteCommand command = writer.CreateCommand();
            command.CommandText = sql;
            bind(command);
            return command.ExecuteNonQuery() == 1;
        },
        cancellation);

    private ValueTask<T> WriteAsync<T>(Func<SqliteConnection, T> write, CancellationToken cancellation) => new(Task.Run(
        () =>
        {
            lock (_writing)
                return write(_writer);
        },
        cancellation));
}

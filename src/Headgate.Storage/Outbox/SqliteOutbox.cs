using System.Collections.Immutable;
using Headgate.Gateway.Stores;
using Headgate.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Headgate.Storage.Outbox;

/// <summary>
/// Events on their way, in <c>DATA/outbox.db</c>; each change is synced. Locked by another process for more than 5 s, it throws
/// <see cref="SqliteException"/>. Thread-safe.
/// </summary>
public sealed class SqliteOutbox : IOutbox, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly SqliteConnection _file;
    private readonly TimeProvider _time;

    private SqliteOutbox(SqliteConnection file, TimeProvider time) => (_file, _time) = (file, time);

    /// <summary>Opens the outbox of a data folder, making it when it is missing.</summary>
    public static Opening<SqliteOutbox> Open(string folder, TimeProvider time)
    {
        string path = Path.Combine(folder, "outbox.db");
        SqliteConnection? file = null;
        bool opened = false;
        try
        {
            file = SqliteFile.OpenWriter(path, "PRAGMA synchronous = FULL;", Patience);
            if (!OutboxSchema.Schema.TryApply(file))
                return new Opening<SqliteOutbox>.Unavailable($"{path} was written by a newer version of Headgate");
            opened = true;
            return new Opening<SqliteOutbox>.Opened(new SqliteOutbox(file, time));
        }
        catch (SqliteException fault)
        {
            return new Opening<SqliteOutbox>.Unavailable($"cannot open {path}: {fault.Message}");
        }
        finally
        {
            if (!opened)
                file?.Dispose();
        }
    }

    /// <inheritdoc />
    public ValueTask<bool> AddAsync(OutboxEvent added, CancellationToken cancellation) => new(Task.Run(
        () =>
        {
            Run("DELETE FROM events WHERE due_us IS NULL AND known_until_us < $now", ("$now", UnixMicroseconds.From(_time.GetUtcNow())));
            return Run(
                "INSERT INTO events (key, id, body, due_us, known_until_us, tries) VALUES ($key, $id, $body, $due, $known, $tries) ON CONFLICT DO NOTHING",
                ("$key", added.Key),
                ("$id", added.Id),
                ("$body", added.Body),
                ("$due", UnixMicroseconds.From(added.Due)),
                ("$known", UnixMicroseconds.From(added.KnownUntil)),
                ("$tries", added.Tries)) > 0;
        },
        cancellation));

    /// <inheritdoc />
    public ValueTask<ImmutableArray<OutboxEvent>> NextAsync(int most, CancellationToken cancellation) =>
        new(Task.Run(() => Next(most), cancellation));

    /// <inheritdoc />
    public ValueTask PostponeAsync(string id, int tries, DateTimeOffset due, CancellationToken cancellation) => new(Task.Run(
        () => Run(
            "UPDATE events SET tries = $tries, due_us = $due WHERE id = $id AND due_us IS NOT NULL", // one that has ended has no body to send
            ("$tries", tries),
            ("$due", UnixMicroseconds.From(due)),
            ("$id", id)),
        cancellation));

    /// <inheritdoc />
    public ValueTask EndAsync(string id, CancellationToken cancellation) =>
        new(Task.Run(() => Run("UPDATE events SET due_us = NULL, body = NULL WHERE id = $id", ("$id", id)), cancellation));

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        lock (_gate)
            _file.Dispose();
    }

    private int Run(string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        lock (_gate)
        {
            using SqliteCommand command = _file.CreateCommand();
            command.CommandText = sql;
            foreach ((string name, object value) in parameters)
                command.Parameters.AddWithValue(name, value);
            return command.ExecuteNonQuery();
        }
    }

    private ImmutableArray<OutboxEvent> Next(int most)
    {
        lock (_gate)
        {
            using SqliteCommand select = _file.CreateCommand();
            select.CommandText =
                "SELECT key, id, body, due_us, known_until_us, tries FROM events WHERE due_us IS NOT NULL ORDER BY due_us LIMIT $most";
            select.Parameters.AddWithValue("$most", most);
            using SqliteDataReader row = select.ExecuteReader();
            ImmutableArray<OutboxEvent>.Builder found = ImmutableArray.CreateBuilder<OutboxEvent>();
            while (row.Read())
            {
                found.Add(new OutboxEvent
                {
                    Key = row.GetString(0),
                    Id = row.GetString(1),
                    Body = row.GetString(2),
                    Due = UnixMicroseconds.ToMoment(row.GetInt64(3)),
                    KnownUntil = UnixMicroseconds.ToMoment(row.GetInt64(4)),
                    Tries = row.GetInt32(5),
                });
            }

            return found.ToImmutable();
        }
    }
}

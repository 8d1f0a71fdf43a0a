using Headgate.Gateway.Identity;
using Headgate.Gateway.Replays;
using Headgate.Gateway.Stores;
using Headgate.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Headgate.Storage.Ledger;

/// <summary>By which <c>Idempotency-Key</c>s entries are found. Writing belongs to the writer's thread.</summary>
internal sealed class LedgerMarks(SqliteConnection connection) : IDisposable
{
    /// <summary>How long they are kept: longer than they are asked for, so that no clock has to be exact.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromHours(25);

    /// <summary>What is not settled is open in a process that knows of it, or was: either way it must not be charged again.</summary>
    private const string Charged =
        "SELECT 'req_' || lower(hex(r.id)), r.time_us, m.content FROM repeatable m JOIN reserved r ON r.seq = m.seq LEFT JOIN settled s ON s.seq = m.seq "
        + "WHERE m.key = $key AND m.time_us >= $since AND (s.seq IS NULL OR s.recovered = 1 OR s.cost IS NULL OR s.cost <> 0) "
        + "ORDER BY m.seq DESC LIMIT 1";

    private const int DigestBytes = 32;

    private readonly InsertStatement _insert = new(connection, "repeatable (key, seq, time_us, content)");

    /// <summary>Writes by what an entry is found.</summary>
    public void Insert(long sequence, DateTimeOffset time, RequestMark mark)
    {
        Span<byte> digest = stackalloc byte[DigestBytes];
        _insert.Begin();
        mark.Key.CopyTo(digest);
        _insert.BindBlob(digest);
        _insert.Bind(sequence);
        _insert.Bind(UnixMicroseconds.From(time));
        mark.Content.CopyTo(digest);
        _insert.BindBlob(digest);
        _insert.Insert();
    }

    /// <summary>Forgets those that nobody asks for any more.</summary>
    public static void Sweep(SqliteConnection connection, DateTimeOffset now) =>
        connection.Execute($"DELETE FROM repeatable WHERE time_us < {UnixMicroseconds.From(now - Kept)}");

    /// <summary>The latest charged request under a key; null when there is none.</summary>
    public static ChargedRequest? Find(SqliteConnection connection, KeyDigest key, DateTimeOffset since)
    {
        byte[] digest = new byte[DigestBytes];
        key.CopyTo(digest);
        using SqliteCommand select = connection.CreateCommand();
        select.CommandText = Charged;
        select.Parameters.AddWithValue("$key", digest);
        select.Parameters.AddWithValue("$since", UnixMicroseconds.From(since));
        using SqliteDataReader row = select.ExecuteReader();
        return row.Read()
            ? new ChargedRequest(row.GetString(0), UnixMicroseconds.ToMoment(row.GetInt64(1)), KeyDigest.FromHash(row.GetFieldValue<byte[]>(2)))
            : null;
    }

    public void Dispose() => _insert.Dispose();
}

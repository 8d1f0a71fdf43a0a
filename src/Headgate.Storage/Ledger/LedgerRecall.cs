using Headgate.Gateway.Identity;
using Headgate.Gateway.Stores;
using Headgate.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Headgate.Storage.Ledger;

/// <summary>Finds what was charged under an <c>Idempotency-Key</c>: on a connection of its own, so that no request waits for a sum. Thread-safe.</summary>
internal sealed class LedgerRecall : IDisposable
{
    // What is not settled is open in a process that knows of it, or was: either way it must not be charged again.
    private const string Charged =
        "SELECT 'req_' || lower(hex(r.id)), r.time_us, m.content "
        + "FROM repeatable m JOIN reserved r ON r.seq = m.seq LEFT JOIN settled s ON s.seq = m.seq "
        + "WHERE m.key = $key AND m.time_us >= $since AND (s.seq IS NULL OR s.recovered = 1 OR s.cost IS NULL OR s.cost <> 0) "
        + "ORDER BY m.seq DESC LIMIT 1";

    private readonly Lock _gate = new();
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _select;

    /// <summary>Takes over a connection that reads.</summary>
    public LedgerRecall(SqliteConnection connection)
    {
        (_connection, _select) = (connection, connection.CreateCommand());
        _select.CommandText = Charged;
        _select.Parameters.Add("$key", SqliteType.Blob);
        _select.Parameters.Add("$since", SqliteType.Integer);
    }

    /// <summary>The latest of them; null when there is none. Throws <see cref="IOException"/> when it cannot be told.</summary>
    public ChargedRequest? Find(KeyDigest key, DateTimeOffset since)
    {
        byte[] digest = new byte[LedgerMarks.DigestBytes];
        key.CopyTo(digest);
        try
        {
            lock (_gate)
            {
                _select.Parameters[0].Value = digest;
                _select.Parameters[1].Value = UnixMicroseconds.From(since);
                using SqliteDataReader row = _select.ExecuteReader();
                return row.Read()
                    ? new ChargedRequest(row.GetString(0), UnixMicroseconds.ToMoment(row.GetInt64(1)), KeyDigest.FromHash(row.GetFieldValue<byte[]>(2)))
                    : null;
            }
        }
        catch (SqliteException fault)
        {
            throw new IOException($"the ledger cannot be read: {fault.Message}", fault);
        }
    }

    /// <summary>Closes the connection.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _select.Dispose();
            _connection.Dispose();
        }
    }
}

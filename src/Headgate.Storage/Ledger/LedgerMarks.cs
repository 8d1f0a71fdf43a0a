using Headgate.Gateway.Replays;
using Headgate.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Headgate.Storage.Ledger;

/// <summary>Writes by which <c>Idempotency-Key</c>s entries are found. Belongs to the writer's thread.</summary>
internal sealed class LedgerMarks(SqliteConnection connection) : IDisposable
{
    /// <summary>Bytes of a digest as it is kept.</summary>
    public const int DigestBytes = 32;

    /// <summary>How long they are kept: longer than they are asked for, so that no clock has to be exact.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromHours(25);

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

    public void Dispose() => _insert.Dispose();
}

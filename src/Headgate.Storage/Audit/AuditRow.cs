using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Headgate.Storage.Audit;

/// <summary>A row of the audit log, but for its hash.</summary>
/// <param name="Number">Its place, from 1, without gaps.</param>
/// <param name="Microseconds">When it was written.</param>
/// <param name="Begun">The act whose result it is; null when it is an act.</param>
/// <param name="Texts">Actor, role, operation, object, outcome, before and after.</param>
internal sealed record AuditRow(long Number, long Microseconds, long? Begun, string?[] Texts)
{
    /// <summary>The hash before the first row.</summary>
    public static readonly byte[] Root = new byte[SHA256.HashSizeInBytes];

    /// <summary>All rows, the oldest first.</summary>
    public const string SelectAll = $"SELECT {Columns}, hash FROM audit ORDER BY number";

    /// <summary>Adds a row.</summary>
    public const string Insert =
        $"INSERT INTO audit ({Columns}, hash) VALUES ($number, $time, $begun, $actor, $role, $operation, $object, $outcome, $before, $after, $hash)";

    /// <summary>Where <see cref="SelectAll"/> has the hash.</summary>
    public const int HashColumn = 10;

    private const string Columns = "number, time_us, begun, actor, role, operation, object, outcome, before, after";

    private static readonly string[] TextParameters = ["$actor", "$role", "$operation", "$object", "$outcome", "$before", "$after"];

    /// <summary>Makes a row of the one that the reader of <see cref="SelectAll"/> is on.</summary>
    public static AuditRow Read(SqliteDataReader row) => new(
        row.GetInt64(0),
        row.GetInt64(1),
        row.IsDBNull(2) ? null : row.GetInt64(2),
        [.. Enumerable.Range(3, TextParameters.Length).Select(column => row.IsDBNull(column) ? null : row.GetString(column))]);

    /// <summary>Binds it to <see cref="Insert"/>.</summary>
    public void Bind(SqliteCommand insert, byte[] hash)
    {
        insert.Parameters.AddWithValue("$number", Number);
        insert.Parameters.AddWithValue("$time", Microseconds);
        insert.Parameters.AddWithValue("$begun", (object?)Begun ?? DBNull.Value);
        for (int i = 0; i < TextParameters.Length; i++)
            insert.Parameters.AddWithValue(TextParameters[i], (object?)Texts[i] ?? DBNull.Value);
        insert.Parameters.AddWithValue("$hash", hash);
    }

    /// <summary>
    /// SHA-256 over the hash of the row before, then number, time and <c>begun</c> (0 = none) as 8 bytes each, then each text as its length in
    /// UTF-8 bytes (4 bytes; -1 = null) and those bytes; numbers are big-endian.
    /// </summary>
    public byte[] HashAfter(byte[] before)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(before);
        Span<byte> number = stackalloc byte[sizeof(long)];
        foreach (long value in (ReadOnlySpan<long>)[Number, Microseconds, Begun ?? 0])
        {
            BinaryPrimitives.WriteInt64BigEndian(number, value);
            hash.AppendData(number);
        }

        foreach (string? text in Texts)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text ?? "");
            BinaryPrimitives.WriteInt32BigEndian(number, text is null ? -1 : bytes.Length);
            hash.AppendData(number[..sizeof(int)]);
            hash.AppendData(bytes);
        }

        return hash.GetHashAndReset();
    }
}

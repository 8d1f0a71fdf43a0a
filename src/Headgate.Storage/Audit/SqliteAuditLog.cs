using System.Collections.Immutable;
using Headgate.Gateway.Stores;
using Headgate.Storage.Files;
using Headgate.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Headgate.Storage.Audit;

/// <summary>
/// The audit log in <c>DATA/audit.db</c>: each row holds the hash of the one before, and triggers refuse to change or delete any. Several
/// processes may write to it at once. Locked by another process for more than 5 s, it throws <see cref="SqliteException"/>. Thread-safe.
/// </summary>
public sealed class SqliteAuditLog : IAuditLog, IDisposable
{
    private const string FileName = "audit.db";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Lock _reading = new();
    private readonly Lock _writing = new();
    private readonly SqliteConnection _reader;
    private readonly SqliteConnection _writer;
    private readonly TimeProvider _time;

    private SqliteAuditLog(SqliteConnection writer, SqliteConnection reader, TimeProvider time) => (_writer, _reader, _time) = (writer, reader, time);

    /// <summary>Opens the log of a data folder, making both when they are missing.</summary>
    public static Opening<SqliteAuditLog> Open(string folder, TimeProvider time)
    {
        string path = Path.Combine(folder, FileName);
        SqliteConnection? writer = null;
        bool opened = false;
        try
        {
            DataFolder.Create(folder);
            writer = SqliteFile.OpenWriter(path, "PRAGMA synchronous = FULL;", Patience);
            if (!AuditSchema.Schema.TryApply(writer))
                return new Opening<SqliteAuditLog>.Unavailable($"{path} was written by a newer version of Headgate");

            SqliteAuditLog log = new(writer, SqliteFile.OpenReader(path, Patience), time);
            opened = true;
            return new Opening<SqliteAuditLog>.Opened(log);
        }
        catch (Exception fault) when (fault is SqliteException or IOException or UnauthorizedAccessException)
        {
            return new Opening<SqliteAuditLog>.Unavailable($"cannot open {path}: {fault.Message}");
        }
        finally
        {
            if (!opened)
                writer?.Dispose();
        }
    }

    /// <summary>Checks the chain of a data folder's log, also while it is written to.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="head">A hash that the chain had as its head before, and must still hold; null = none is known.</param>
    public static Opening<AuditVerdict> Verify(string folder, string? head)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            return new Opening<AuditVerdict>.Unavailable($"there is no {path}");

        try
        {
            using SqliteConnection reader = SqliteFile.OpenReader(path, Patience);
            return new Opening<AuditVerdict>.Opened(AuditChain.Verify(reader, head));
        }
        catch (SqliteException fault)
        {
            return new Opening<AuditVerdict>.Unavailable($"cannot read {path}: {fault.Message}");
        }
    }

    /// <inheritdoc />
    public ValueTask<long> BeginAsync(AuditAct act, CancellationToken cancellation) =>
        AppendAsync(null, [act.Actor, act.Role, act.Operation, act.Object, null, null, null], cancellation);

    /// <inheritdoc />
    public async ValueTask EndAsync(long number, AuditResult result, CancellationToken cancellation) =>
        await AppendAsync(number, [null, null, null, null, result.Outcome, result.Before, result.After], cancellation);

    /// <inheritdoc />
    public async ValueTask WriteAsync(AuditAct act, AuditResult result, CancellationToken cancellation) => await AppendAsync(
        null, [act.Actor, act.Role, act.Operation, act.Object, result.Outcome, result.Before, result.After], cancellation);

    /// <inheritdoc />
    public ValueTask<ImmutableArray<AuditEntry>> ListAsync(AuditQuery query, CancellationToken cancellation) =>
        new(Task.Run(() => List(query), cancellation));

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        lock (_reading)
            _reader.Dispose();
        lock (_writing)
            _writer.Dispose();
    }

    private ValueTask<long> AppendAsync(long? begun, string?[] texts, CancellationToken cancellation) =>
        new(Task.Run(() => Append(begun, texts), cancellation));

    /// <summary>Under the lock of the file from the look at the last row on: no other process can put one in between.</summary>
    private long Append(long? begun, string?[] texts)
    {
        lock (_writing)
        {
            using SqliteTransaction change = _writer.BeginTransaction();
            (long last, byte[] hash) = Last();
            AuditRow row = new(last + 1, UnixMicroseconds.From(_time.GetUtcNow()), begun, texts);
            using SqliteCommand insert = _writer.CreateCommand();
            insert.CommandText = AuditRow.Insert;
            row.Bind(insert, row.HashAfter(hash));
            insert.ExecuteNonQuery();
            change.Commit();
            return row.Number;
        }
    }

    private (long Number, byte[] Hash) Last()
    {
        using SqliteCommand select = _writer.CreateCommand();
        select.CommandText = "SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1";
        using SqliteDataReader row = select.ExecuteReader();
        return row.Read() ? (row.GetInt64(0), row.GetFieldValue<byte[]>(1)) : (0, AuditRow.Root);
    }

    private ImmutableArray<AuditEntry> List(AuditQuery query)
    {
        lock (_reading)
        {
            using SqliteCommand select = _reader.CreateCommand();
            select.CommandText = AuditActs.Select;
            AuditActs.Bind(query, select);
            using SqliteDataReader row = select.ExecuteReader();
            ImmutableArray<AuditEntry>.Builder acts = ImmutableArray.CreateBuilder<AuditEntry>();
            while (row.Read())
                acts.Add(AuditActs.Read(row));
            return acts.ToImmutable();
        }
    }
}

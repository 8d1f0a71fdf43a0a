using Headgate.Gateway.Stores;
using Headgate.Storage.Audit;
using Headgate.Storage.Files;
using Headgate.Storage.Keys;
using Headgate.Storage.Ledger;
using Headgate.Storage.Objects;
using Headgate.Storage.Outbox;
using Headgate.Storage.Requests;
using Microsoft.Data.Sqlite;

namespace Headgate.Storage;

/// <summary>The embedded storage of one gateway: SQLite files in a folder that no other gateway may use at the same time.</summary>
public sealed class SqliteStorage : IAsyncDisposable
{
    private readonly FolderLock _lock;
    private readonly SqliteConfigStore _config;
    private readonly SqliteAuditLog _audit;
    private readonly SqliteOwnedObjects _objects;
    private readonly SqliteLedger _ledger;
    private readonly SqliteOutbox _outbox;
    private readonly RecordWriter _records;

    private SqliteStorage(
        FolderLock held, SqliteConfigStore config, SqliteAuditLog audit, SqliteOwnedObjects objects, SqliteLedger ledger, SqliteOutbox outbox,
        RecordWriter records,
        SqliteRequestLog requests, SpoolFolder spool, byte[] endUserKey)
    {
        (_lock, _config, _audit, _objects, _ledger, _outbox, _records) = (held, config, audit, objects, ledger, outbox, records);
        (Requests, Spool, EndUserKey) = (requests, spool, endUserKey);
    }

    /// <summary>Objects made by API, console or command.</summary>
    public IConfigStore Config => _config;

    /// <summary>Providers and aliases made by API or command.</summary>
    public IConfigObjects ConfigObjects => _config;

    /// <summary>Who did what to the gateway.</summary>
    public IAuditLog Audit => _audit;

    /// <summary>Who owns what was made at vendors.</summary>
    public IOwnedObjects Objects => _objects;

    /// <summary>Room for bodies that have to be read before they can be sent on.</summary>
    public ISpool Spool { get; }

    /// <summary>What the names of end users are hashed under, for providers; 32 bytes that stay with the folder.</summary>
    public ReadOnlyMemory<byte> EndUserKey { get; }

    /// <summary>What was spent.</summary>
    public ILedger Ledger => _ledger;

    /// <summary>What the operators' receivers are still to be told.</summary>
    public IOutbox Outbox => _outbox;

    /// <summary>Takes finished records.</summary>
    public IRecordSink Records => _records;

    /// <summary>Reads what was recorded.</summary>
    public IRequestLog Requests { get; }

    /// <summary>Takes the folder, brings its files to this version's schema and starts the writer.</summary>
    public static Opening<SqliteStorage> Open(SqliteOptions options)
    {
        try
        {
            return Take(options);
        }
        catch (Exception fault) when (fault is SqliteException or IOException or UnauthorizedAccessException)
        {
            return new Opening<SqliteStorage>.Unavailable($"cannot open the storage in {options.Folder}: {fault.Message}");
        }
    }

    /// <summary>
    /// True while a gateway runs on this folder. A command then goes through that gateway's admin API; otherwise it may open
    /// <see cref="SqliteConfigStore"/> itself.
    /// </summary>
    public static bool IsServed(string folder)
    {
        if (!Directory.Exists(folder))
            return false;
        using FolderLock? free = FolderLock.TryTake(folder);
        return free is null;
    }

    /// <summary>Reads what was recorded in a folder, whether a gateway runs on it or not.</summary>
    public static IRequestLog RequestsOf(SqliteOptions options) => new SqliteRequestLog(DaysOf(options), options);

    /// <summary>Writes what is pending (without waiting for a locked file: flush first), closes the files, gives the folder back.</summary>
    public async ValueTask DisposeAsync()
    {
        await _records.DisposeAsync();
        await _ledger.DisposeAsync();
        _outbox.Dispose();
        _objects.Dispose();
        _audit.Dispose();
        _config.Dispose();
        _lock.Dispose();
    }

    private static DayFiles DaysOf(SqliteOptions options) => new(Path.Combine(options.Folder, "requests"), options.Logger);

    private static Opening<SqliteStorage> Take(SqliteOptions options)
    {
        DataFolder.Create(options.Folder);
        if (FolderLock.Take(options.Folder) is not { } held)
            return new Opening<SqliteStorage>.Unavailable($"{options.Folder} is in use by another gateway");

        Opening<SqliteStorage>? opening = null;
        try
        {
            return opening = Fill(options, held);
        }
        finally
        {
            if (opening is not Opening<SqliteStorage>.Opened)
                held.Dispose();
        }
    }

    private static Opening<SqliteStorage> Fill(SqliteOptions options, FolderLock held)
    {
        byte[] endUserKey = EndUserKeyFile.Take(options.Folder);
        DayFiles days = DaysOf(options);
        if (days.Prepare(options.Time.GetUtcNow()) is { } reason)
            return new Opening<SqliteStorage>.Unavailable(reason);

        if (SqliteConfigStore.Open(options.Folder, options.Time).Failed(out string? refusal, out SqliteConfigStore? config))
            return new Opening<SqliteStorage>.Unavailable(refusal);

        if (SqliteAuditLog.Open(options.Folder, options.Time).Failed(out refusal, out SqliteAuditLog? audit))
        {
            config.Dispose();
            return new Opening<SqliteStorage>.Unavailable(refusal);
        }

        if (SqliteOwnedObjects.Open(options.Folder, options.Time).Failed(out refusal, out SqliteOwnedObjects? objects))
        {
            audit.Dispose();
            config.Dispose();
            return new Opening<SqliteStorage>.Unavailable(refusal);
        }

        if (SqliteOutbox.Open(options.Folder, options.Time).Failed(out refusal, out SqliteOutbox? outbox))
        {
            objects.Dispose();
            audit.Dispose();
            config.Dispose();
            return new Opening<SqliteStorage>.Unavailable(refusal);
        }

        if (SqliteLedger.Open(options).Failed(out refusal, out SqliteLedger? ledger))
        {
            outbox.Dispose();
            objects.Dispose();
            audit.Dispose();
            config.Dispose();
            return new Opening<SqliteStorage>.Unavailable(refusal);
        }

        return new Opening<SqliteStorage>.Opened(new SqliteStorage(
            held, config, audit, objects, ledger, outbox, new RecordWriter(days, options), new SqliteRequestLog(days, options),
            new SpoolFolder(options.Folder), endUserKey));
    }
}

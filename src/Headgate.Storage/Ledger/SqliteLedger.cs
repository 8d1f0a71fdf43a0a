using System.Collections.Immutable;
using Headgate.Gateway.Budgets;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Pricing;
using Headgate.Gateway.Stores;
using Headgate.Storage.Requests;
using Headgate.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Headgate.Storage.Ledger;

/// <summary>The ledger in <c>DATA/ledger.db</c>. Thread-safe.</summary>
public sealed class SqliteLedger : ILedger, IAsyncDisposable
{
    private const int MostPending = 131_072;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Lock _reading = new();
    private readonly SqliteConnection _reader;
    private readonly LedgerRecall _recall;
    private readonly LedgerWriter _writer;

    private SqliteLedger(LedgerWriter writer, SqliteConnection reader, LedgerRecall recall, int recovered) =>
        (_writer, _reader, _recall, Recovered) = (writer, reader, recall, recovered);

    /// <summary>Requests of the last run whose end was not known at this start.</summary>
    public int Recovered { get; }

    /// <summary>Opens the ledger of a data folder, making it when it is missing, and settles what the last run left open.</summary>
    public static Opening<SqliteLedger> Open(SqliteOptions options)
    {
        string path = Path.Combine(options.Folder, "ledger.db");
        SqliteConnection? writer = null;
        bool opened = false;
        try
        {
            writer = SqliteFile.OpenWriter(path, "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000;", Patience);
            if (!LedgerSchema.Schema.TryApply(writer))
                return new Opening<SqliteLedger>.Unavailable($"{path} was written by a newer version of Headgate");

            int recovered = LedgerRecovery.Run(writer, options.Time.GetUtcNow());
            if (recovered > 0)
                Log.LedgerRecovered(options.Logger, recovered);
            writer.Execute("PRAGMA busy_timeout = 0");
            LedgerWriter thread = new(new LedgerFile(writer, options.Time), options);
            opened = true;
            LedgerRecall recall = new(SqliteFile.OpenReader(path, Patience));
            return new Opening<SqliteLedger>.Opened(new SqliteLedger(thread, SqliteFile.OpenReader(path, Patience), recall, recovered));
        }
        catch (SqliteException fault)
        {
            return new Opening<SqliteLedger>.Unavailable($"cannot open {path}: {fault.Message}");
        }
        finally
        {
            if (!opened)
                writer?.Dispose();
        }
    }

    /// <inheritdoc />
    ILedgerEntry ILedger.Open(LedgerReservation reservation)
    {
        LedgerEntry entry = new(reservation, _writer);
        entry.Open(isTaken: _writer.Pending < MostPending);
        return entry;
    }

    /// <inheritdoc />
    public ValueTask<LedgerSum> SpentAsync(BudgetScope scope, BudgetSpan span, CancellationToken cancellation) => new(Task.Run(
        () => Sums(
            "SELECT scope, sum(amount) FROM spent WHERE kind = $kind AND scope = $scope AND bucket >= $from AND bucket < $to GROUP BY scope",
            scope.Kind, scope.Id, span) is [var sum] ? sum : new LedgerSum(scope, Money.Zero),
        cancellation));

    /// <inheritdoc />
    public ValueTask<ImmutableArray<LedgerSum>> SpentAsync(BudgetScopeKind kind, BudgetSpan span, CancellationToken cancellation) => new(Task.Run(
        () => Sums("SELECT scope, sum(amount) FROM spent WHERE kind = $kind AND bucket >= $from AND bucket < $to GROUP BY scope", kind, null, span),
        cancellation));

    /// <inheritdoc />
    public ValueTask<LedgerLine?> FindAsync(string requestId, CancellationToken cancellation) => new(Task.Run(() => Find(requestId), cancellation));

    /// <inheritdoc />
    public ValueTask<ChargedRequest?> RecallAsync(KeyDigest key, DateTimeOffset since, CancellationToken cancellation) =>
        new(Task.Run(() => _recall.Find(key, since), cancellation));

    /// <inheritdoc />
    public async ValueTask FlushAsync(CancellationToken cancellation) => await _writer.Commit().WaitAsync(cancellation);

    /// <summary>Writes what is pending and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        _recall.Dispose();
        lock (_reading)
            _reader.Dispose();
    }

    private ImmutableArray<LedgerSum> Sums(string sql, BudgetScopeKind kind, string? scope, BudgetSpan span)
    {
        lock (_reading)
        {
            using SqliteCommand select = _reader.CreateCommand();
            select.CommandText = sql;
            select.Parameters.AddWithValue("$kind", kind.Name());
            select.Parameters.AddWithValue("$scope", (object?)scope ?? DBNull.Value);
            select.Parameters.AddWithValue("$from", LedgerBucket.Of(span.Start));
            select.Parameters.AddWithValue("$to", span.End == DateTimeOffset.MaxValue ? long.MaxValue : LedgerBucket.Of(span.End));
            using SqliteDataReader row = select.ExecuteReader();
            ImmutableArray<LedgerSum>.Builder sums = ImmutableArray.CreateBuilder<LedgerSum>();
            while (row.Read())
                sums.Add(new LedgerSum(new BudgetScope(kind, row.GetString(0)), new Money(row.GetInt64(1))));
            return sums.ToImmutable();
        }
    }

    private LedgerLine? Find(string requestId)
    {
        byte[] id = new byte[RecordId.Bytes];
        RecordId.Write(requestId, id);
        lock (_reading)
        {
            using SqliteCommand select = _reader.CreateCommand();
            select.CommandText = LedgerRow.Find;
            select.Parameters.AddWithValue("$id", id);
            using SqliteDataReader row = select.ExecuteReader();
            return row.Read() ? LedgerRow.Read(requestId, row) : null;
        }
    }
}

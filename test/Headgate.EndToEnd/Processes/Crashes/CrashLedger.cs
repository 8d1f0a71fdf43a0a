using Microsoft.Data.Sqlite;

namespace Headgate.EndToEnd.Processes.Crashes;

/// <summary>An entry as it is on the disk, read without the product's own code.</summary>
/// <param name="Entries">How many entries the request has.</param>
/// <param name="Cost">What it was settled at, billionths of a dollar; null while it is open.</param>
/// <param name="IsRecovered">Whether its end was never known.</param>
/// <param name="IsEstimated">Whether the vendor did not say what was used.</param>
internal sealed record CrashEntry(int Entries, long? Cost, bool IsRecovered, bool IsEstimated);

/// <summary>The ledger's file after the last run.</summary>
internal sealed class CrashLedger : IDisposable
{
    private readonly SqliteConnection _connection;

    public CrashLedger(string dataFolder)
    {
        _connection = new SqliteConnection($"Data Source={Path.Combine(dataFolder, "ledger.db")};Mode=ReadOnly;Pooling=False");
        _connection.Open();
    }

    /// <summary>Every entry, by the request's id.</summary>
    public Dictionary<string, CrashEntry> Read()
    {
        using var select = _connection.CreateCommand();
        select.CommandText = "SELECT 'req_' || lower(hex(r.id)), count(*), sum(s.cost), max(s.recovered), max(s.estimated) "
            + "FROM reserved r LEFT JOIN settled s ON s.seq = r.seq GROUP BY r.id";
        using var row = select.ExecuteReader();
        var entries = new Dictionary<string, CrashEntry>(StringComparer.Ordinal);
        while (row.Read())
        {
            var isSettled = !row.IsDBNull(2);
            entries.Add(
                row.GetString(0),
                new CrashEntry(row.GetInt32(1), isSettled ? row.GetInt64(2) : null, isSettled && row.GetBoolean(3), isSettled && row.GetBoolean(4)));
        }

        return entries;
    }

    public void Dispose() => _connection.Dispose();
}

using System.Text.Json;
using Headgate.Gateway.Pricing;
using Headgate.Gateway.Stores;
using Headgate.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Headgate.Storage.Ledger;

/// <summary>An entry as the rows that it is made of.</summary>
internal static class LedgerRow
{
    /// <summary>The entry of a request.</summary>
    public const string Find =
        "SELECT r.time_us, r.scopes, r.target, r.amount + (SELECT coalesce(sum(e.amount), 0) FROM extended e WHERE e.seq = r.seq), "
        + "s.seq, s.cost, s.estimated, s.recovered, s.attempts FROM reserved r LEFT JOIN settled s ON s.seq = r.seq WHERE r.id = $id";

    /// <summary>Makes an entry of the row that the reader is on.</summary>
    public static LedgerLine Read(string requestId, SqliteDataReader row)
    {
        LedgerReservation reservation = new()
        {
            RequestId = requestId,
            Time = UnixMicroseconds.ToMoment(row.GetInt64(0)),
            Scopes = LedgerScopes.Read(row.GetString(1)),
            Target = row.GetString(2),
            Amount = new Money(row.GetInt64(3)),
        };
        return row.IsDBNull(4)
            ? new LedgerLine(reservation, null, IsRecovered: false)
            : new LedgerLine(reservation, Settlement(row), IsRecovered: row.GetBoolean(7));
    }

    private static LedgerSettlement Settlement(SqliteDataReader row) => new()
    {
        Cost = row.IsDBNull(5) ? null : new Money(row.GetInt64(5)),
        IsEstimated = row.GetBoolean(6),
        Attempts = row.IsDBNull(8)
            ? []
            : [.. JsonSerializer.Deserialize(row.GetString(8), LedgerJson.Default.Attempts).Select(attempt => attempt.ToAttempt())],
    };
}

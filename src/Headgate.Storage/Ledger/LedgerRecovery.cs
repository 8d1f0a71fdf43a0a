using System.Collections.Immutable;
using Headgate.Gateway.Budgets;
using Headgate.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Headgate.Storage.Ledger;

/// <summary>Settles at the start what the last run left open: at what was reserved, since its end is not known. It is never less than the truth.</summary>
internal static class LedgerRecovery
{
    private const string Open =
        "SELECT r.seq, r.time_us, r.scopes, r.amount + (SELECT coalesce(sum(e.amount), 0) FROM extended e WHERE e.seq = r.seq) "
        + "FROM reserved r LEFT JOIN settled s ON s.seq = r.seq WHERE r.seq > (SELECT seq FROM mark) AND s.seq IS NULL";

    /// <summary>Settles them, all or none; gives how many there were.</summary>
    public static int Run(SqliteConnection connection, DateTimeOffset now)
    {
        using SqliteTransaction change = connection.BeginTransaction();
        List<(long Sequence, long Time, ImmutableArray<BudgetScope> Scopes, long Amount)> open = Find(connection);
        foreach ((long sequence, long time, ImmutableArray<BudgetScope> scopes, long amount) in open)
        {
            Execute(connection, "INSERT INTO settled VALUES ($a, $b, $c, 1, 1, NULL)", sequence, UnixMicroseconds.From(now), amount);
            foreach (BudgetScope scope in scopes)
            {
                Execute(
                    connection,
                    "INSERT INTO spent VALUES ($a, $b, $c, $d) ON CONFLICT DO UPDATE SET amount = amount + excluded.amount",
                    scope.Kind.Name(), scope.Id, LedgerBucket.Of(UnixMicroseconds.ToMoment(time)), amount);
            }
        }

        connection.Execute("UPDATE mark SET seq = (SELECT coalesce(max(seq), 0) FROM reserved)");
        change.Commit();
        return open.Count;
    }

    private static List<(long Sequence, long Time, ImmutableArray<BudgetScope> Scopes, long Amount)> Find(SqliteConnection connection)
    {
        using SqliteCommand select = connection.CreateCommand();
        select.CommandText = Open;
        using SqliteDataReader row = select.ExecuteReader();
        List<(long, long, ImmutableArray<BudgetScope>, long)> open = [];
        while (row.Read())
            open.Add((row.GetInt64(0), row.GetInt64(1), LedgerScopes.Read(row.GetString(2)), row.GetInt64(3)));
        return open;
    }

    private static void Execute(SqliteConnection connection, string sql, params ReadOnlySpan<object> values)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        for (int i = 0; i < values.Length; i++)
            command.Parameters.AddWithValue($"${(char)('a' + i)}", values[i]);
        command.ExecuteNonQuery();
    }
}

using Headgate.Gateway.Stores;
using Headgate.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Headgate.Storage.Audit;

/// <summary>Acts of the audit log, each put together with its result.</summary>
internal static class AuditActs
{
    /// <summary>Those that match, the newest first.</summary>
    public const string Select =
        """
        SELECT act.number, act.time_us, act.actor, act.role, act.operation, act.object,
               coalesce(act.outcome, result.outcome), coalesce(act.before, result.before), coalesce(act.after, result.after)
        FROM audit AS act LEFT JOIN audit AS result ON result.begun = act.number
        WHERE act.begun IS NULL
          AND ($actor IS NULL OR act.actor = $actor) AND ($operation IS NULL OR act.operation = $operation)
          AND ($since IS NULL OR act.time_us >= $since) AND ($until IS NULL OR act.time_us < $until)
          AND ($below IS NULL OR act.number < $below)
        ORDER BY act.number DESC LIMIT $limit
        """;

    /// <summary>Binds what is wanted.</summary>
    public static void Bind(AuditQuery query, SqliteCommand select)
    {
        Add("$actor", query.Actor);
        Add("$operation", query.Operation);
        Add("$since", query.Since is { } since ? UnixMicroseconds.From(since) : null);
        Add("$until", query.Until is { } until ? UnixMicroseconds.From(until) : null);
        Add("$below", query.Below);
        Add("$limit", query.Limit);

        void Add(string name, object? value) => select.Parameters.AddWithValue(name, value ?? DBNull.Value);
    }

    /// <summary>Makes an act of the row that the reader is on.</summary>
    public static AuditEntry Read(SqliteDataReader row) => new(
        row.GetInt64(0),
        UnixMicroseconds.ToMoment(row.GetInt64(1)),
        new AuditAct(row.GetString(2), Text(row, 3), row.GetString(4), row.GetString(5)),
        Text(row, 6) is { } outcome ? new AuditResult(outcome, Text(row, 7), Text(row, 8)) : null);

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}

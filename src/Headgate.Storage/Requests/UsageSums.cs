using System.Collections.Immutable;
using Headgate.Gateway.Pricing;
using Headgate.Gateway.Stores;
using Headgate.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Headgate.Storage.Requests;

/// <summary>Adds up what requests used, file by file.</summary>
internal sealed class UsageSums(UsageQuery query, RequestFilter filter)
{
    private readonly Dictionary<(string Name, DateTimeOffset? Time), UsageSum> _sums = [];

    /// <summary>The sums so far, by time, then by name.</summary>
    public ImmutableArray<UsageSum> All => [.. _sums.Values.OrderBy(sum => sum.Time).ThenBy(sum => sum.Name, StringComparer.Ordinal)];

    private string Name => query.By switch
    {
        UsageBy.Key => "key_name",
        UsageBy.Team => "team",
        UsageBy.Model => "model",
        UsageBy.Provider => "provider",
        _ => "each.key || '=' || each.value",
    };

    /// <summary>Adds a day.</summary>
    public void Add(DayReader file)
    {
        string tags = query.By == UsageBy.Tag ? ", json_each(tags) AS each" : "";
        long bucket = query.Bucket is { } span ? UnixMicroseconds.From(DateTimeOffset.UnixEpoch + span) : 0;
        using SqliteCommand select = file.Command(
            $"SELECT coalesce({Name}, '') AS name, {(bucket == 0 ? "NULL" : "time_us / $bucket * $bucket")} AS bucket, count(*), "
            + "coalesce(sum(input_tokens), 0), coalesce(sum(output_tokens), 0), coalesce(sum(cost_nano), 0), sum(cost_nano IS NULL) "
            + $"FROM requests{tags} WHERE {filter.Condition} GROUP BY 1, 2");
        filter.Bind(select);
        select.Parameters.AddWithValue("$bucket", bucket);
        using SqliteDataReader row = select.ExecuteReader();
        while (row.Read())
            Add(Read(row));
    }

    private static UsageSum Read(SqliteDataReader row) =>
        new(row.GetString(0), row.IsDBNull(1) ? null : UnixMicroseconds.ToMoment(row.GetInt64(1)))
        {
            Requests = row.GetInt64(2),
            InputTokens = row.GetInt64(3),
            OutputTokens = row.GetInt64(4),
            Cost = new Money(row.GetInt64(5)),
            Unpriced = row.GetInt64(6),
        };

    private void Add(UsageSum part)
    {
        (string, DateTimeOffset?) key = (part.Name, part.Time);
        _sums[key] = _sums.TryGetValue(key, out UsageSum? sum) ? sum + part : part;
    }
}

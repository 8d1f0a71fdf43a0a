using Headgate.Compare.Harness.Measures;
using Microsoft.Data.Sqlite;

namespace Headgate.Compare.Harness.Contenders;

/// <summary>Headgate's request log, a SQLite file per day, read with none of Headgate's code once the process has ended.</summary>
internal static class RequestLog
{
    // A request that its client left has a code as well: wrk leaves some at the end, and they need not have used anything.
    private const string Sums =
        """
        SELECT count(*) FILTER (WHERE status = 200 AND code IS NULL),
               count(*) FILTER (WHERE status = 401),
               coalesce(sum(usage ->> 'input_text') FILTER (WHERE status = 200 AND code IS NULL), 0),
               coalesce(sum(usage ->> 'output_text') FILTER (WHERE status = 200 AND code IS NULL), 0)
        FROM requests
        """;

    public static async Task<RecordedTraffic> ReadAsync(string dataFolder)
    {
        RecordedTraffic total = default;
        foreach (string file in Directory.EnumerateFiles(Path.Combine(dataFolder, "requests"), "*.db"))
        {
            await using SqliteConnection database = new($"Data Source={file};Mode=ReadWrite;Pooling=False");
            await database.OpenAsync();
            await using SqliteCommand command = new(Sums, database);
            await using SqliteDataReader rows = await command.ExecuteReaderAsync();
            await rows.ReadAsync();
            total += new RecordedTraffic(rows.GetInt64(0), rows.GetInt64(1), rows.GetInt64(2), rows.GetInt64(3));
        }

        return total;
    }
}

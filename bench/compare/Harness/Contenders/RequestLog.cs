using Headgate.Compare.Harness.Measures;
using Microsoft.Data.Sqlite;

namespace Headgate.Compare.Harness.Contenders;

/// <summary>Headgate's request log, a SQLite file per day, read with none of Headgate's code once the process has ended.</summary>
internal static class RequestLog
{
    private const string Sums =
        """
        SELECT status, count(*),
               coalesce(sum(usage ->> 'input_text'), 0), coalesce(sum(usage ->> 'output_text'), 0)
        FROM requests GROUP BY status
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
            while (await rows.ReadAsync())
                total = Add(total, rows.GetInt64(0), rows.GetInt64(1), rows.GetInt64(2), rows.GetInt64(3));
        }

        return total;
    }

    private static RecordedTraffic Add(RecordedTraffic total, long status, long requests, long inputTokens, long outputTokens) =>
        new(
            total.Answered + (status == 200 ? requests : 0),
            total.Refused + (status == 401 ? requests : 0),
            total.InputTokens + inputTokens,
            total.OutputTokens + outputTokens);
}

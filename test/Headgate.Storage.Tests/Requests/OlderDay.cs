using Microsoft.Data.Sqlite;

namespace Headgate.Storage.Tests.Requests;

/// <summary>Takes a day file back to the schema before costs were kept.</summary>
internal static class OlderDay
{
    public static void Make(string path)
    {
        using SqliteConnection file = new($"Data Source={path};Pooling=False");
        file.Open();
        using SqliteCommand change = file.CreateCommand();
        change.CommandText = """
            DROP VIEW requests;
            ALTER TABLE entries DROP COLUMN cost_nano;
            ALTER TABLE entries DROP COLUMN service_tier;
            ALTER TABLE entries DROP COLUMN input_tokens;
            ALTER TABLE entries DROP COLUMN output_tokens;
            ALTER TABLE entries DROP COLUMN estimated;
            ALTER TABLE entries DROP COLUMN drained;
            ALTER TABLE entries DROP COLUMN replay_of;
            CREATE VIEW requests AS SELECT time_us FROM entries;
            PRAGMA user_version = 3;
            """;
        change.ExecuteNonQuery();
    }
}

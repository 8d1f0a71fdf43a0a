using Headgate.Storage.Sqlite;

namespace Headgate.Storage.Outbox;

/// <summary>The schema of <c>outbox.db</c>. An event that has ended keeps its key, without a body and a due time.</summary>
internal static class OutboxSchema
{
    public static Schema Schema { get; } = new([
        """
        CREATE TABLE events (
            key            TEXT PRIMARY KEY,
            id             TEXT NOT NULL UNIQUE,
            body           TEXT,
            due_us         INTEGER,
            known_until_us INTEGER NOT NULL,
            tries          INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX events_due ON events (due_us) WHERE due_us IS NOT NULL;
        CREATE INDEX events_ended ON events (known_until_us) WHERE due_us IS NULL;
        """,
    ]);
}

using Headgate.Storage.Sqlite;

namespace Headgate.Storage.Ledger;

/// <summary>
/// The schema of <c>ledger.db</c>. Rows are only added. What is reserved and has no settlement is open; all up to the mark is settled.
/// <c>spent</c> is the sum of settlements by scope and quarter of an hour, which every time zone's hours and days are made of.
/// <c>repeatable</c> says by which <c>Idempotency-Key</c> an entry is found, for a day; then its rows go, and no others ever do.
/// </summary>
internal static class LedgerSchema
{
    public static Schema Schema { get; } = new([
        """
        CREATE TABLE reserved (
            seq     INTEGER PRIMARY KEY,
            id      BLOB NOT NULL UNIQUE,
            time_us INTEGER NOT NULL,
            scopes  TEXT NOT NULL,
            target  TEXT NOT NULL,
            amount  INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE extended (
            seq    INTEGER NOT NULL,
            part   INTEGER NOT NULL,
            amount INTEGER NOT NULL,
            PRIMARY KEY (seq, part)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE settled (
            seq       INTEGER PRIMARY KEY,
            time_us   INTEGER NOT NULL,
            cost      INTEGER,
            estimated INTEGER NOT NULL,
            recovered INTEGER NOT NULL,
            attempts  TEXT
        ) STRICT;
        CREATE TABLE spent (
            kind   TEXT NOT NULL,
            scope  TEXT NOT NULL,
            bucket INTEGER NOT NULL,
            amount INTEGER NOT NULL,
            PRIMARY KEY (kind, scope, bucket)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE mark (seq INTEGER NOT NULL) STRICT;
        INSERT INTO mark VALUES (0);
        """,
        """
        CREATE TABLE repeatable (
            key     BLOB NOT NULL,
            seq     INTEGER NOT NULL,
            time_us INTEGER NOT NULL,
            content BLOB NOT NULL,
            PRIMARY KEY (key, seq)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX repeatable_time ON repeatable (time_us);
        """,
    ]);
}

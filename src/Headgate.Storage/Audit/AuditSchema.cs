using Headgate.Storage.Sqlite;

namespace Headgate.Storage.Audit;

/// <summary>The schema of <c>audit.db</c>.</summary>
internal static class AuditSchema
{
    /// <summary>
    /// A row is an act, or (with <c>begun</c>) what the act of that number came to. The triggers keep mistakes out; who can write the file can drop
    /// them, which is what the chain of hashes is for. The one on inserts is for <c>INSERT OR REPLACE</c>, which deletes without telling.
    /// </summary>
    public static Schema Schema { get; } = new([
        """
        CREATE TABLE audit (
            number    INTEGER PRIMARY KEY,
            time_us   INTEGER NOT NULL,
            begun     INTEGER REFERENCES audit (number),
            actor     TEXT,
            role      TEXT,
            operation TEXT,
            object    TEXT,
            outcome   TEXT,
            before    TEXT,
            after     TEXT,
            hash      BLOB NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX audit_results ON audit (begun) WHERE begun IS NOT NULL;
        CREATE TRIGGER audit_stays BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
        CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
        CREATE TRIGGER audit_only_grows BEFORE INSERT ON audit WHEN NEW.number <= (SELECT max(number) FROM audit)
        BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
        """,
    ]);
}

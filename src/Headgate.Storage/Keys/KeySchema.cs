using Headgate.Storage.Sqlite;

namespace Headgate.Storage.Keys;

/// <summary>The schema of <c>headgate.db</c>.</summary>
internal static class KeySchema
{
    /// <summary>A revoked key stays, for its records' sake, but its name is free again.</summary>
    public static Schema Schema { get; } = new([
        """
        CREATE TABLE keys (
            id                  TEXT PRIMARY KEY,
            name                TEXT NOT NULL,
            digest              TEXT NOT NULL,
            team                TEXT,
            models              TEXT NOT NULL,
            requests_per_minute INTEGER,
            concurrent          INTEGER,
            expires_us          INTEGER,
            created_us          INTEGER,
            tags                TEXT NOT NULL,
            permissions         TEXT NOT NULL,
            revoked_us          INTEGER
        ) STRICT;
        CREATE UNIQUE INDEX keys_name ON keys (name) WHERE revoked_us IS NULL;
        CREATE UNIQUE INDEX keys_digest ON keys (digest) WHERE revoked_us IS NULL;
        """,
        """
        ALTER TABLE keys ADD COLUMN tokens_per_minute INTEGER;
        ALTER TABLE keys ADD COLUMN budget_nano INTEGER;
        ALTER TABLE keys ADD COLUMN budget_period TEXT;
        ALTER TABLE keys ADD COLUMN budget_zone TEXT;
        """,
        "ALTER TABLE keys ADD COLUMN allowed_ips TEXT NOT NULL DEFAULT '[]';",
        """
        ALTER TABLE keys ADD COLUMN prior_digest TEXT;
        ALTER TABLE keys ADD COLUMN prior_until_us INTEGER;
        """,
        """
        ALTER TABLE keys ADD COLUMN service_tiers TEXT;
        ALTER TABLE keys ADD COLUMN server_tools TEXT;
        """,
        """
        CREATE TABLE objects (
            kind       TEXT NOT NULL,
            name       TEXT NOT NULL,
            version    INTEGER NOT NULL,
            body       TEXT NOT NULL,
            changed_us INTEGER NOT NULL,
            PRIMARY KEY (kind, name)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE credentials (
            kind     TEXT NOT NULL,
            name     TEXT NOT NULL,
            id       TEXT NOT NULL,
            envelope BLOB NOT NULL,
            PRIMARY KEY (kind, name, id)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE object_version (last INTEGER NOT NULL) STRICT;
        INSERT INTO object_version VALUES (0);
        """,
        """
        ALTER TABLE keys ADD COLUMN budget_strict INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE keys ADD COLUMN end_users TEXT;
        ALTER TABLE keys ADD COLUMN byok INTEGER NOT NULL DEFAULT 0;
        """,
        "ALTER TABLE keys ADD COLUMN end_user TEXT NOT NULL DEFAULT 'pass';",
        "ALTER TABLE keys ADD COLUMN budget_soft_nano INTEGER;",
    ]);
}

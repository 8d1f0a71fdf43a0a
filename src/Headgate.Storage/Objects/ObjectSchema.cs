using Headgate.Storage.Sqlite;

namespace Headgate.Storage.Objects;

/// <summary>The schema of <c>objects.db</c>.</summary>
internal static class ObjectSchema
{
    /// <summary>True of what vendors forget by themselves: a response and its items after 30 days, an upload that is not completed within the hour.</summary>
    public const string Passing = "kind IN ('Response', 'Upload', 'Part', 'Item')";

    public static Schema Schema { get; } = new([
        """
        CREATE TABLE objects (
            seq        INTEGER PRIMARY KEY,
            id         TEXT NOT NULL UNIQUE,
            kind       TEXT NOT NULL,
            scope      TEXT NOT NULL,
            key_id     TEXT NOT NULL,
            provider   TEXT NOT NULL,
            credential TEXT NOT NULL,
            endpoint   TEXT NOT NULL,
            created_us INTEGER NOT NULL,
            deleted_us INTEGER,
            body       TEXT
        ) STRICT;
        CREATE INDEX objects_listed ON objects (scope, kind, seq) WHERE deleted_us IS NULL;
        CREATE INDEX objects_aged ON objects (created_us) WHERE kind = 'Response';
        """,
        $"""
        DROP INDEX objects_aged;
        CREATE INDEX objects_aged ON objects (created_us) WHERE {Passing};
        """,
        $"""
        DROP INDEX objects_aged;
        CREATE INDEX objects_aged ON objects (created_us) WHERE {Passing};
        """,
    ]);
}

using Headgate.Storage.Sqlite;

namespace Headgate.Storage.Requests;

/// <summary>The schema of a day file.</summary>
internal static class RequestSchema
{
    /// <summary>
    /// Rows lie in order of arrival, so that a page of the newest is one short scan. Bodies lie apart, so that they cost a list nothing.
    /// Only the rare is indexed (sessions, errors): an index on what every row has costs each request and helps few questions.
    /// </summary>
    public static Schema Schema { get; } = new([
        """
        CREATE TABLE requests (
            time_us           INTEGER NOT NULL,
            id                TEXT NOT NULL,
            protocol          TEXT NOT NULL,
            key_id            TEXT,
            key_name          TEXT,
            team              TEXT,
            model             TEXT,
            stream            INTEGER NOT NULL,
            target            TEXT,
            provider          TEXT,
            status            INTEGER NOT NULL,
            code              TEXT,
            attempts          TEXT,
            usage             TEXT,
            queue_us          INTEGER NOT NULL,
            connect_us        INTEGER NOT NULL,
            first_token_us    INTEGER,
            total_us          INTEGER NOT NULL,
            session           TEXT,
            tags              TEXT,
            metadata          TEXT,
            losses            TEXT,
            vendor_request_id TEXT,
            response_id       TEXT,
            client_address    TEXT,
            PRIMARY KEY (time_us, id)
        ) STRICT, WITHOUT ROWID;
        CREATE UNIQUE INDEX requests_id ON requests (id);
        CREATE INDEX requests_session ON requests (session) WHERE session IS NOT NULL;
        CREATE INDEX requests_errors ON requests (status) WHERE status >= 400;
        CREATE TABLE bodies (id TEXT PRIMARY KEY, request BLOB, reply BLOB) STRICT;
        """,
    ]);
}

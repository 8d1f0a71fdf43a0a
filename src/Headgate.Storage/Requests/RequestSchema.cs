using Headgate.Storage.Sqlite;

namespace Headgate.Storage.Requests;

/// <summary>The schema of a day file.</summary>
internal static class RequestSchema
{
    /// <summary>
    /// Entries are appended as requests end, so that only the last pages change; an index leads through them in order of arrival. What most of
    /// them share is written once, in <c>origins</c>; bodies lie apart, so that they cost a list nothing. Only the rare is indexed besides
    /// (sessions, errors): an index on what every entry has costs each request and helps few questions. <c>requests</c> is what is read.
    /// </summary>
    public static Schema Schema { get; } = new([
        "-- A layout from before the first release. A file that has it is refused: the next step finds its table in the way.",
        """
        CREATE TABLE origins (
            origin     INTEGER PRIMARY KEY,
            protocol   TEXT NOT NULL,
            key_id     TEXT,
            key_name   TEXT,
            team       TEXT,
            tags       TEXT,
            model      TEXT,
            stream     INTEGER NOT NULL,
            target     TEXT,
            provider   TEXT,
            credential TEXT
        ) STRICT;
        CREATE TABLE entries (
            time_us               INTEGER NOT NULL,
            id                    BLOB NOT NULL,
            origin                INTEGER NOT NULL,
            status                INTEGER NOT NULL,
            queue_us              INTEGER NOT NULL,
            connect_us            INTEGER NOT NULL,
            first_token_us        INTEGER,
            total_us              INTEGER NOT NULL,
            answer_first_token_us INTEGER,
            answer_total_us       INTEGER,
            usage                 TEXT,
            vendor_request_id     TEXT,
            response_id           TEXT,
            client_address        TEXT,
            code                  TEXT,
            attempts              TEXT,
            session               TEXT,
            metadata              TEXT,
            losses                TEXT
        ) STRICT;
        CREATE UNIQUE INDEX entries_arrival ON entries (time_us, id);
        CREATE INDEX entries_session ON entries (session) WHERE session IS NOT NULL;
        CREATE INDEX entries_errors ON entries (status) WHERE status >= 400;
        CREATE TABLE bodies (id TEXT PRIMARY KEY, request BLOB, reply BLOB) STRICT;
        CREATE VIEW requests AS SELECT
            time_us, 'req_' || lower(hex(id)) AS id, protocol, key_id, key_name, team, model, stream, target, provider, status, code,
            CASE WHEN answer_total_us IS NULL THEN attempts ELSE json_array(json_object(
                'target', target, 'credential', credential, 'status', status, 'connect_us', connect_us,
                'first_token_us', answer_first_token_us, 'total_us', answer_total_us, 'vendor_request_id', vendor_request_id)) END AS attempts,
            usage, queue_us, connect_us, first_token_us, total_us, session, tags, metadata, losses, vendor_request_id, response_id,
            client_address
        FROM entries LEFT JOIN origins USING (origin);
        """,
        """
        ALTER TABLE entries ADD COLUMN variant TEXT;
        DROP VIEW requests;
        CREATE VIEW requests AS SELECT
            time_us, 'req_' || lower(hex(id)) AS id, protocol, key_id, key_name, team, model, stream, target, provider, status, code,
            CASE WHEN answer_total_us IS NULL THEN attempts ELSE json_array(json_object(
                'target', target, 'credential', credential, 'status', status, 'connect_us', connect_us,
                'first_token_us', answer_first_token_us, 'total_us', answer_total_us, 'vendor_request_id', vendor_request_id)) END AS attempts,
            usage, queue_us, connect_us, first_token_us, total_us, session, tags, metadata, losses, vendor_request_id, response_id,
            client_address, variant
        FROM entries LEFT JOIN origins USING (origin);
        """,
        """
        ALTER TABLE entries ADD COLUMN cost_nano INTEGER;
        ALTER TABLE entries ADD COLUMN service_tier TEXT;
        ALTER TABLE entries ADD COLUMN input_tokens INTEGER;
        ALTER TABLE entries ADD COLUMN output_tokens INTEGER;
        ALTER TABLE entries ADD COLUMN estimated INTEGER;
        UPDATE entries SET
            input_tokens = (SELECT sum(value) FROM json_each(usage) WHERE key LIKE 'input%' OR key LIKE 'cache%'),
            output_tokens = (SELECT sum(value) FROM json_each(usage) WHERE key LIKE 'output%')
        WHERE usage IS NOT NULL;
        DROP VIEW requests;
        CREATE VIEW requests AS SELECT
            time_us, 'req_' || lower(hex(id)) AS id, protocol, key_id, key_name, team, model, stream, target, provider, status, code,
            CASE WHEN answer_total_us IS NULL THEN attempts ELSE json_array(json_object(
                'target', target, 'credential', credential, 'status', status, 'connect_us', connect_us,
                'first_token_us', answer_first_token_us, 'total_us', answer_total_us, 'vendor_request_id', vendor_request_id,
                'usage', json(usage), 'service_tier', service_tier, 'cost_nano', cost_nano)) END AS attempts,
            usage, queue_us, connect_us, first_token_us, total_us, session, tags, metadata, losses, vendor_request_id, response_id,
            client_address, variant, cost_nano, input_tokens, output_tokens, estimated
        FROM entries LEFT JOIN origins USING (origin);
        """,
        """
        ALTER TABLE entries ADD COLUMN drained INTEGER;
        DROP VIEW requests;
        CREATE VIEW requests AS SELECT
            time_us, 'req_' || lower(hex(id)) AS id, protocol, key_id, key_name, team, model, stream, target, provider, status, code,
            CASE WHEN answer_total_us IS NULL THEN attempts ELSE json_array(json_object(
                'target', target, 'credential', credential, 'status', status, 'connect_us', connect_us,
                'first_token_us', answer_first_token_us, 'total_us', answer_total_us, 'vendor_request_id', vendor_request_id,
                'usage', json(usage), 'service_tier', service_tier, 'cost_nano', cost_nano)) END AS attempts,
            usage, queue_us, connect_us, first_token_us, total_us, session, tags, metadata, losses, vendor_request_id, response_id,
            client_address, variant, cost_nano, input_tokens, output_tokens, estimated, drained
        FROM entries LEFT JOIN origins USING (origin);
        """,
        """
        ALTER TABLE entries ADD COLUMN replay_of TEXT;
        DROP VIEW requests;
        CREATE VIEW requests AS SELECT
            time_us, 'req_' || lower(hex(id)) AS id, protocol, key_id, key_name, team, model, stream, target, provider, status, code,
            CASE WHEN answer_total_us IS NULL THEN attempts ELSE json_array(json_object(
                'target', target, 'credential', credential, 'status', status, 'connect_us', connect_us,
                'first_token_us', answer_first_token_us, 'total_us', answer_total_us, 'vendor_request_id', vendor_request_id,
                'usage', json(usage), 'service_tier', service_tier, 'cost_nano', cost_nano)) END AS attempts,
            usage, queue_us, connect_us, first_token_us, total_us, session, tags, metadata, losses, vendor_request_id, response_id,
            client_address, variant, cost_nano, input_tokens, output_tokens, estimated, drained, replay_of
        FROM entries LEFT JOIN origins USING (origin);
        """,
    ]);
}

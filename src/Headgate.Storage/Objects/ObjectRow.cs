using Headgate.Gateway.Stores;
using Headgate.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Headgate.Storage.Objects;

/// <summary>An owned object as a row.</summary>
internal static class ObjectRow
{
    private const string Columns = "id, kind, scope, key_id, provider, credential, endpoint, created_us, body";

    /// <summary>Adds an object, or notes its body when the scope owns it already.</summary>
    public const string Keep =
        $"INSERT INTO objects ({Columns}) VALUES ($id, $kind, $scope, $key, $provider, $credential, $endpoint, $created, $body) "
        + "ON CONFLICT (id) DO UPDATE SET body = coalesce(excluded.body, body) WHERE scope = excluded.scope";

    /// <summary>A scope's object.</summary>
    public const string Find = $"SELECT {Columns} FROM objects WHERE id = $id AND scope = $scope AND deleted_us IS NULL";

    /// <summary>The newest first.</summary>
    public const string Newest = Listed + " AND ($after IS NULL OR seq < (SELECT seq FROM objects WHERE id = $after AND scope = $scope)) "
        + "ORDER BY seq DESC LIMIT $limit";

    /// <summary>The oldest first.</summary>
    public const string Oldest = Listed + " AND ($after IS NULL OR seq > (SELECT seq FROM objects WHERE id = $after AND scope = $scope)) "
        + "ORDER BY seq LIMIT $limit";

    private const string Listed =
        $"SELECT {Columns} FROM objects WHERE scope = $scope AND kind = $kind AND deleted_us IS NULL AND body IS NOT NULL "
        + "AND ($purpose IS NULL OR json_extract(body, '$.purpose') = $purpose)";

    /// <summary>Binds an object to <see cref="Keep"/>.</summary>
    public static void Bind(OwnedObject kept, SqliteCommand insert)
    {
        insert.Parameters.AddWithValue("$id", kept.Id);
        insert.Parameters.AddWithValue("$kind", kept.Kind.ToString());
        insert.Parameters.AddWithValue("$scope", kept.Scope);
        insert.Parameters.AddWithValue("$key", kept.KeyId);
        insert.Parameters.AddWithValue("$provider", kept.Provider);
        insert.Parameters.AddWithValue("$credential", kept.Credential);
        insert.Parameters.AddWithValue("$endpoint", kept.Endpoint);
        insert.Parameters.AddWithValue("$created", UnixMicroseconds.From(kept.Created));
        insert.Parameters.AddWithValue("$body", (object?)kept.Body ?? DBNull.Value);
    }

    /// <summary>Makes an object of the row that the reader is on.</summary>
    public static OwnedObject Read(SqliteDataReader row) => new()
    {
        Id = row.GetString(0),
        Kind = Enum.Parse<OwnedKind>(row.GetString(1)),
        Scope = row.GetString(2),
        KeyId = row.GetString(3),
        Provider = row.GetString(4),
        Credential = row.GetString(5),
        Endpoint = row.GetString(6),
        Created = UnixMicroseconds.ToMoment(row.GetInt64(7)),
        Body = row.IsDBNull(8) ? null : row.GetString(8),
    };
}

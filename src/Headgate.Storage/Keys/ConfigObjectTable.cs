using System.Collections.Immutable;
using Headgate.Gateway.Stores;
using Microsoft.Data.Sqlite;

namespace Headgate.Storage.Keys;

/// <summary>Providers and aliases as rows, and their sealed secrets as others. Whoever calls holds the connection.</summary>
internal static class ConfigObjectTable
{
    public static ImmutableArray<ConfigObject> Read(SqliteConnection connection)
    {
        using SqliteTransaction both = connection.BeginTransaction(deferred: true); // rows and secrets of one moment
        ILookup<(string, string), SealedCredential> secrets = ReadSecrets(connection, both);
        using SqliteCommand select = Command(connection, both, "SELECT kind, name, version, body FROM objects ORDER BY kind DESC, name");
        using SqliteDataReader row = select.ExecuteReader();
        ImmutableArray<ConfigObject>.Builder objects = ImmutableArray.CreateBuilder<ConfigObject>();
        while (row.Read())
            objects.Add(new ConfigObject(
                KindOf(row.GetString(0)), row.GetString(1), row.GetInt64(2), row.GetString(3), [.. secrets[(row.GetString(0), row.GetString(1))]]));
        return objects.ToImmutable();
    }

    public static bool Put(SqliteConnection connection, ConfigObject next, long? replaces, long nowMicroseconds)
    {
        using SqliteTransaction change = connection.BeginTransaction();
        using SqliteCommand put = Command(connection, change, replaces is null
            ? "INSERT INTO objects (kind, name, version, body, changed_us) VALUES ($kind, $name, $version, $body, $now) ON CONFLICT DO NOTHING"
            : "UPDATE objects SET version = $version, body = $body, changed_us = $now WHERE kind = $kind AND name = $name AND version = $replaces");
        Bind(put, next.Kind, next.Name);
        put.Parameters.AddWithValue("$version", next.Version);
        put.Parameters.AddWithValue("$body", next.Body);
        put.Parameters.AddWithValue("$now", nowMicroseconds);
        put.Parameters.AddWithValue("$replaces", replaces ?? 0);
        if (put.ExecuteNonQuery() != 1)
            return false;

        RemoveSecrets(connection, change, next.Kind, next.Name);
        AddSecrets(connection, change, next);
        change.Commit();
        return true;
    }

    public static bool Remove(SqliteConnection connection, ConfigObjectKind kind, string name, long version)
    {
        using SqliteTransaction change = connection.BeginTransaction();
        using SqliteCommand remove =
            Command(connection, change, "DELETE FROM objects WHERE kind = $kind AND name = $name AND version = $version");
        Bind(remove, kind, name);
        remove.Parameters.AddWithValue("$version", version);
        if (remove.ExecuteNonQuery() != 1)
            return false;

        RemoveSecrets(connection, change, kind, name);
        change.Commit();
        return true;
    }

    public static bool Reseal(SqliteConnection connection, ImmutableArray<ConfigObject> objects)
    {
        using SqliteTransaction change = connection.BeginTransaction();
        foreach (ConfigObject each in objects)
        {
            using SqliteCommand find = Command(
                connection, change, "SELECT count(*) FROM objects WHERE kind = $kind AND name = $name AND version = $version AND body = $body");
            Bind(find, each.Kind, each.Name);
            find.Parameters.AddWithValue("$version", each.Version);
            find.Parameters.AddWithValue("$body", each.Body);
            if ((long)find.ExecuteScalar()! != 1)
                return false;

            RemoveSecrets(connection, change, each.Kind, each.Name);
            AddSecrets(connection, change, each);
        }

        change.Commit();
        return true;
    }

    private static ILookup<(string, string), SealedCredential> ReadSecrets(SqliteConnection connection, SqliteTransaction both)
    {
        using SqliteCommand select = Command(connection, both, "SELECT kind, name, id, envelope FROM credentials ORDER BY kind, name, id");
        using SqliteDataReader row = select.ExecuteReader();
        List<((string, string) Owner, SealedCredential Secret)> secrets = [];
        while (row.Read())
        {
            byte[] envelope = row.GetFieldValue<byte[]>(3);
            secrets.Add(((row.GetString(0), row.GetString(1)), new SealedCredential(row.GetString(2), [.. envelope])));
        }

        return secrets.ToLookup(secret => secret.Owner, secret => secret.Secret);
    }

    private static void AddSecrets(SqliteConnection connection, SqliteTransaction change, ConfigObject owner)
    {
        foreach (SealedCredential secret in owner.Credentials)
        {
            using SqliteCommand add = Command(
                connection, change, "INSERT INTO credentials (kind, name, id, envelope) VALUES ($kind, $name, $id, $envelope)");
            Bind(add, owner.Kind, owner.Name);
            add.Parameters.AddWithValue("$id", secret.Id);
            add.Parameters.AddWithValue("$envelope", secret.Envelope.ToArray());
            add.ExecuteNonQuery();
        }
    }

    private static void RemoveSecrets(SqliteConnection connection, SqliteTransaction change, ConfigObjectKind kind, string name)
    {
        using SqliteCommand remove = Command(connection, change, "DELETE FROM credentials WHERE kind = $kind AND name = $name");
        Bind(remove, kind, name);
        remove.ExecuteNonQuery();
    }

    private static SqliteCommand Command(SqliteConnection connection, SqliteTransaction transaction, string sql)
    {
        SqliteCommand command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        return command;
    }

    private static void Bind(SqliteCommand command, ConfigObjectKind kind, string name)
    {
        command.Parameters.AddWithValue("$kind", kind == ConfigObjectKind.Provider ? "provider" : "model");
        command.Parameters.AddWithValue("$name", name);
    }

    private static ConfigObjectKind KindOf(string kind) => kind switch
    {
        "provider" => ConfigObjectKind.Provider,
        "model" => ConfigObjectKind.Model,
        _ => throw new InvalidDataException($"there is no kind of object `{kind}`"),
    };
}

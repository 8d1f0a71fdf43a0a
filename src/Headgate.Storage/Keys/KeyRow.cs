using System.Collections.Immutable;
using System.Text.Json;
using Headgate.Gateway.Budgets;
using Headgate.Gateway.Config;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Pricing;
using Headgate.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Headgate.Storage.Keys;

/// <summary>A virtual key as a row. The digest is all there is of the secret.</summary>
internal static class KeyRow
{
    private const string Diagnostics = "diagnostics";

    private const string Columns =
        "id, name, digest, team, models, requests_per_minute, concurrent, expires_us, created_us, tags, permissions, "
        + "tokens_per_minute, budget_nano, budget_period, budget_zone, allowed_ips, service_tiers, server_tools, "
        + "budget_strict, end_users, byok, end_user, budget_soft_nano";

    /// <summary>Inserts a key; nothing when its id, name or digest is taken.</summary>
    public const string Insert =
        $"INSERT INTO keys ({Columns}) VALUES "
        + "($id, $name, $digest, $team, $models, $rpm, $concurrent, $expires, $created, $tags, $permissions, "
        + "$tpm, $budget, $period, $zone, $ips, $tiers, $tools, $strict, $users, $byok, $user, $soft) ON CONFLICT DO NOTHING";

    /// <summary>All keys that are not revoked, oldest first.</summary>
    public const string Select = $"SELECT {Columns}, prior_digest, prior_until_us FROM keys WHERE revoked_us IS NULL ORDER BY created_us, id";

    /// <summary>Binds a key to <see cref="Insert"/>.</summary>
    public static void Bind(VirtualKey key, SqliteCommand insert)
    {
        Add("$id", key.Id);
        Add("$name", key.Name);
        Add("$digest", key.Digest.ToString());
        Add("$team", key.Team);
        Add("$models", JsonSerializer.Serialize(key.Models, KeyJson.Default.Names));
        Add("$rpm", key.RequestsPerMinute);
        Add("$concurrent", key.Concurrent);
        Add("$expires", key.Expires is { } expires ? UnixMicroseconds.From(expires) : null);
        Add("$created", key.Created is { } created ? UnixMicroseconds.From(created) : null);
        Add("$tags", JsonSerializer.Serialize(key.Tags, KeyJson.Default.Labels));
        Add("$permissions", JsonSerializer.Serialize(key.SeesDiagnostics ? [Diagnostics] : [], KeyJson.Default.Names));

        Budget? budget = key.Budgets.FirstOrDefault(own => own.Scope.Kind == BudgetScopeKind.Key);
        Add("$tpm", key.TokensPerMinute);
        Add("$budget", budget?.Limit.Nanodollars);
        Add("$period", budget?.Period.Name());
        Add("$zone", budget?.Zone.Id);
        Add("$ips", JsonSerializer.Serialize([.. key.AllowedIps.Select(range => range.ToString())], KeyJson.Default.Names));
        Add("$tiers", key.ServiceTiers is { } tiers ? JsonSerializer.Serialize(tiers, KeyJson.Default.Names) : null);
        Add("$tools", key.ServerTools is { } tools ? JsonSerializer.Serialize(tools, KeyJson.Default.Names) : null);
        Add("$strict", budget?.IsStrict is true ? 1 : 0);
        Add("$users", key.EndUsers is { Owner.Kind: BudgetScopeKind.Key } users ? EndUsersText(users.Nameless) : null);
        Add("$byok", key.MayBringCredentials ? 1 : 0);
        Add("$user", key.EndUser.Name());
        Add("$soft", budget?.SoftLimit?.Nanodollars);

        void Add(string name, object? value) => insert.Parameters.AddWithValue(name, value ?? DBNull.Value);
    }

    /// <summary>Makes a key of the row that the reader is on.</summary>
    public static VirtualKey Read(SqliteDataReader row) => new()
    {
        Id = row.GetString(0),
        Name = row.GetString(1),
        Digest = Digest(row, 2),
        Team = row.IsDBNull(3) ? null : row.GetString(3),
        Models = JsonSerializer.Deserialize(row.GetString(4), KeyJson.Default.Names),
        RequestsPerMinute = row.IsDBNull(5) ? null : row.GetInt32(5),
        Concurrent = row.IsDBNull(6) ? null : row.GetInt32(6),
        Expires = Moment(row, 7),
        Created = Moment(row, 8),
        Tags = JsonSerializer.Deserialize(row.GetString(9), KeyJson.Default.Labels) ?? ImmutableSortedDictionary<string, string>.Empty,
        SeesDiagnostics = JsonSerializer.Deserialize(row.GetString(10), KeyJson.Default.Names).Contains(Diagnostics),
        TokensPerMinute = row.IsDBNull(11) ? null : row.GetInt32(11),
        Budgets = row.IsDBNull(12) ? [] : [ReadBudget(row)],
        AllowedIps = [.. JsonSerializer.Deserialize(row.GetString(15), KeyJson.Default.Names).Select(text => Range(row, text))],
        ServiceTiers = Names(row, 16),
        ServerTools = Names(row, 17),
        EndUsers = row.IsDBNull(19) ? null : ReadEndUsers(row),
        MayBringCredentials = row.GetInt64(20) != 0,
        EndUser = EndUserSightNames.Parse(row.GetString(21)) ?? throw new InvalidDataException($"the end_user of key {row.GetString(0)} is no word for it"),
        Prior = Moment(row, 24) is { } until ? new PriorSecret(Digest(row, 23), until) : null,
        Layer = ConfigLayer.Store,
    };

    private static Budget ReadBudget(SqliteDataReader row) => new(
        new BudgetScope(BudgetScopeKind.Key, row.GetString(0)),
        new Money(row.GetInt64(12)),
        BudgetPeriodNames.Parse(row.GetString(13)) ?? throw new InvalidDataException($"the budget of key {row.GetString(0)} has no period"),
        TimeZoneInfo.FindSystemTimeZoneById(row.GetString(14)))
    {
        IsStrict = row.GetInt64(18) != 0,
        SoftLimit = row.IsDBNull(22) ? null : new Money(row.GetInt64(22)),
    };

    private static string EndUsersText(Budget each) => JsonSerializer.Serialize(
        new EndUsersJson(each.Limit.Nanodollars, each.Period.Name(), each.Zone.Id, each.IsStrict, each.SoftLimit?.Nanodollars), KeyJson.Default.EndUsersJson);

    private static EndUserBudget ReadEndUsers(SqliteDataReader row)
    {
        EndUsersJson? each = JsonSerializer.Deserialize(row.GetString(19), KeyJson.Default.EndUsersJson);
        return each is not null && BudgetPeriodNames.Parse(each.Period) is { } period
            ? EndUserBudget.Of(
                new BudgetScope(BudgetScopeKind.Key, row.GetString(0)),
                user => new Budget(user, new Money(each.Nano), period, TimeZoneInfo.FindSystemTimeZoneById(each.Zone))
                {
                    IsStrict = each.Strict,
                    SoftLimit = each.Soft is { } soft ? new Money(soft) : null,
                })
            : throw new InvalidDataException($"the budget of the end users of key {row.GetString(0)} has no period");
    }

    private static ImmutableArray<string>? Names(SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? null : JsonSerializer.Deserialize(row.GetString(column), KeyJson.Default.Names);

    private static AddressRange Range(SqliteDataReader row, string text) => AddressRange.Parse(text, out AddressRange range) is null
        ? range
        : throw new InvalidDataException($"an address of key {row.GetString(0)} is none");

    private static KeyDigest Digest(SqliteDataReader row, int column) =>
        KeyDigest.Parse(row.GetString(column)) ?? throw new InvalidDataException($"the digest of key {row.GetString(0)} is none");

    private static DateTimeOffset? Moment(SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? null : UnixMicroseconds.ToMoment(row.GetInt64(column));
}

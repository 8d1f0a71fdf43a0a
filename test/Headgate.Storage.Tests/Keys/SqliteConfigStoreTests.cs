using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Headgate.Gateway.Budgets;
using Headgate.Gateway.Config;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Pricing;
using Headgate.Storage.Keys;
using Microsoft.Data.Sqlite;

namespace Headgate.Storage.Tests.Keys;

public sealed class SqliteConfigStoreTests
{
    private CancellationToken Stop { get; } = Bounded.Soon();

    [Fact]
    public async Task Gives_back_every_field_of_a_key()
    {
        await using DataFolderFixture data = new();
        VirtualKey full = new()
        {
            Id = "key_full", Name = "ci ü", Digest = KeyDigest.Of("secret-1"), Team = "platform", Models = ["chat", "openai/*"],
            RequestsPerMinute = 60, TokensPerMinute = 200_000, Concurrent = 10, Expires = Sample.Day(30), Created = Sample.Day(1),
            Tags = ImmutableSortedDictionary<string, string>.Empty.Add("env", "ci").Add("a", ""), SeesDiagnostics = true,
            AllowedIps = [Range("10.0.0.0/8"), Range("2001:db8::1")], ServiceTiers = ["flex"], ServerTools = [], Layer = ConfigLayer.Store,
        };
        VirtualKey bare = Key("bare") with { Models = [] };
        await using SqliteStorage storage = data.Open();
        Assert.True(await storage.Config.AddKeyAsync(full, Stop));
        Assert.True(await storage.Config.AddKeyAsync(bare, Stop));

        Assert.Equal(
            Texts([bare, full]),
            Texts(await storage.Config.KeysAsync(Stop)));
    }

    [Fact]
    public async Task Gives_back_a_keys_own_budget_and_not_its_teams()
    {
        await using DataFolderFixture data = new();
        using SqliteConfigStore store = Open(data);
        Budget own = new(new BudgetScope(BudgetScopeKind.Key, "key_paid"), new Money(1), BudgetPeriod.Week, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));
        Budget teams = new(new BudgetScope(BudgetScopeKind.Team, "platform"), new Money(2), BudgetPeriod.Total, TimeZoneInfo.Utc);
        Assert.True(await store.AddKeyAsync(Key("paid") with { Id = "key_paid", Budgets = [own, teams] }, Stop));

        VirtualKey key = Assert.Single(await store.KeysAsync(Stop));
        Assert.Equal(own, Assert.Single(key.Budgets));
    }

    [Fact]
    public async Task Gives_back_a_strict_budget_and_a_keys_own_end_users_and_not_its_teams()
    {
        await using DataFolderFixture data = new();
        using SqliteConfigStore store = Open(data);
        BudgetScope scope = new(BudgetScopeKind.Key, "key_own");
        Budget own = new(scope, new Money(1), BudgetPeriod.Week, TimeZoneInfo.Utc) { IsStrict = true };
        EndUserBudget users = EndUserBudget.Of(
            scope, user => new Budget(user, new Money(7), BudgetPeriod.Day, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")) { IsStrict = true });
        EndUserBudget teams = EndUserBudget.Of(
            new BudgetScope(BudgetScopeKind.Team, "t"), user => new Budget(user, new Money(8), BudgetPeriod.Day, TimeZoneInfo.Utc));
        Assert.True(await store.AddKeyAsync(
            Key("own") with { Id = "key_own", Created = Sample.Day(1), Budgets = [own], EndUsers = users, MayBringCredentials = true }, Stop));
        Assert.True(await store.AddKeyAsync(Key("teams") with { Created = Sample.Day(2), EndUsers = teams }, Stop));

        ImmutableArray<VirtualKey> keys = await store.KeysAsync(Stop);
        Assert.Equal((own, users, true), (keys[0].Budgets.Single(), keys[0].EndUsers, keys[0].MayBringCredentials));
        Assert.Equal((null, false), (keys[1].EndUsers, keys[1].MayBringCredentials));
    }

    [Fact]
    public async Task A_name_is_taken_until_its_key_is_revoked()
    {
        await using DataFolderFixture data = new();
        using SqliteConfigStore store = Open(data);
        VirtualKey first = Key("ci");
        Assert.True(await store.AddKeyAsync(first, Stop));
        Assert.False(await store.AddKeyAsync(Key("ci"), Stop));

        Assert.True(await store.RevokeKeyAsync(first.Id, Stop));
        Assert.False(await store.RevokeKeyAsync(first.Id, Stop));
        Assert.Empty(await store.KeysAsync(Stop));
        Assert.True(await store.AddKeyAsync(Key("ci"), Stop));
    }

    [Fact]
    public async Task No_two_keys_in_force_share_a_digest()
    {
        await using DataFolderFixture data = new();
        using SqliteConfigStore store = Open(data);
        VirtualKey a = Key("a"), b = Key("b");
        Assert.True(await store.AddKeyAsync(a, Stop));
        Assert.False(await store.AddKeyAsync(Key("c") with { Digest = a.Digest }, Stop));
        Assert.True(await store.AddKeyAsync(b, Stop));
        Assert.False(await store.ReplaceDigestAsync(b.Id, a.Digest, null, Stop));
    }

    [Fact]
    public async Task A_rotated_key_has_its_new_digest_and_is_otherwise_the_same()
    {
        await using DataFolderFixture data = new();
        using SqliteConfigStore store = Open(data);
        VirtualKey key = Key("ci");
        await store.AddKeyAsync(key, Stop);

        KeyDigest digest = KeyDigest.Of("another secret");
        Assert.True(await store.ReplaceDigestAsync(key.Id, digest, null, Stop));
        Assert.False(await store.ReplaceDigestAsync("key_unknown", digest, null, Stop));

        Assert.Equal(Texts([key with { Digest = digest }]), Texts(await store.KeysAsync(Stop)));
    }

    [Fact]
    public async Task A_rotated_key_keeps_its_prior_digest_until_the_next_rotation()
    {
        await using DataFolderFixture data = new();
        using SqliteConfigStore store = Open(data);
        VirtualKey key = Key("ci");
        await store.AddKeyAsync(key, Stop);
        KeyDigest second = KeyDigest.Of("second"), third = KeyDigest.Of("third"), fourth = KeyDigest.Of("fourth");

        Assert.True(await store.ReplaceDigestAsync(key.Id, second, Sample.Day(1), Stop));
        Assert.Equal((second, new PriorSecret(key.Digest, Sample.Day(1))), Digests(Assert.Single(await store.KeysAsync(Stop))));
        Assert.True(await store.ReplaceDigestAsync(key.Id, third, Sample.Day(2), Stop));
        Assert.Equal((third, new PriorSecret(second, Sample.Day(2))), Digests(Assert.Single(await store.KeysAsync(Stop))));
        Assert.True(await store.ReplaceDigestAsync(key.Id, fourth, null, Stop));
        Assert.Equal((fourth, null), Digests(Assert.Single(await store.KeysAsync(Stop))));

        static (KeyDigest, PriorSecret?) Digests(VirtualKey key) => (key.Digest, key.Prior);
    }

    [Fact]
    public async Task A_revoked_key_is_not_rotated()
    {
        await using DataFolderFixture data = new();
        using SqliteConfigStore store = Open(data);
        VirtualKey key = Key("ci");
        await store.AddKeyAsync(key, Stop);
        await store.RevokeKeyAsync(key.Id, Stop);
        Assert.False(await store.ReplaceDigestAsync(key.Id, KeyDigest.Of("another"), null, Stop));
    }

    [Fact]
    public async Task The_version_changes_with_own_changes_and_with_those_of_another_process()
    {
        await using DataFolderFixture data = new();
        using SqliteConfigStore mine = Open(data), other = Open(data);
        VirtualKey key = Key("ci");
        long start = await mine.VersionAsync(Stop);
        Assert.Equal(start, await mine.VersionAsync(Stop));

        await mine.AddKeyAsync(key, Stop);
        long added = await mine.VersionAsync(Stop);
        await other.RevokeKeyAsync(key.Id, Stop);
        long revoked = await mine.VersionAsync(Stop);

        Assert.Equal(3, new HashSet<long> { start, added, revoked }.Count);
        Assert.Equal(revoked, await mine.VersionAsync(Stop));
        Assert.Empty(await mine.KeysAsync(Stop));
    }

    [Fact]
    public async Task Keys_are_read_while_another_process_holds_the_file()
    {
        await using DataFolderFixture data = new();
        using SqliteConfigStore store = Open(data);
        await store.AddKeyAsync(Key("ci"), Stop);
        await using SqliteConnection other = new($"Data Source={Path.Combine(data.Folder, "headgate.db")};Pooling=False");
        await other.OpenAsync(Stop);
        await using SqliteCommand hold = other.CreateCommand();
        hold.CommandText = "BEGIN EXCLUSIVE";
        await hold.ExecuteNonQueryAsync(Stop);

        Assert.Single(await store.KeysAsync(Stop));
        await store.VersionAsync(Stop);
    }

    [Fact]
    public async Task No_secret_is_in_any_file()
    {
        const string Secret = "hg-canary-canary-canary-canary-canary-canary";
        await using DataFolderFixture data = new();
        await using (SqliteStorage storage = data.Open())
        {
            await storage.Config.AddKeyAsync(Key("ci") with { Digest = KeyDigest.Of(Secret) }, Stop);
            Assert.NotEmpty(Directory.GetFiles(data.Folder, "*-wal"));
            AssertAbsent();
        }

        AssertAbsent();

        void AssertAbsent() => Assert.All(
            Directory.GetFiles(data.Folder, "headgate.db*"),
            file => Assert.DoesNotContain("canary", Encoding.Latin1.GetString(Bytes(file)), StringComparison.Ordinal));
    }

    private static byte[] Bytes(string file)
    {
        using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static VirtualKey Key(string name)
    {
        string id = "key_" + Guid.CreateVersion7().ToString("N");
        return new VirtualKey { Id = id, Name = name, Digest = KeyDigest.Of(id), Layer = ConfigLayer.Store };
    }

    private static AddressRange Range(string text)
    {
        Assert.Null(AddressRange.Parse(text, out AddressRange range));
        return range;
    }

    private static SqliteConfigStore Open(DataFolderFixture data) =>
        Assert.IsType<Opening<SqliteConfigStore>.Opened>(SqliteConfigStore.Open(data.Folder, data.Time)).Value;

    private static IEnumerable<string> Texts(IEnumerable<VirtualKey> keys) =>
        keys.Select(key => JsonSerializer.Serialize(key) + key.Digest + string.Join(' ', key.AllowedIps)).Order(StringComparer.Ordinal);
}

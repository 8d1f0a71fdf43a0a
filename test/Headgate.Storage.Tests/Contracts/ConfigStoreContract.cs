using System.Collections.Immutable;
using System.Text.Json;
using Headgate.Gateway.Budgets;
using Headgate.Gateway.Config;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Pricing;
using Headgate.Gateway.Stores;

namespace Headgate.Storage.Tests.Contracts;

/// <summary>What every store of issued keys keeps to.</summary>
public abstract class ConfigStoreContract : StoreContract<IConfigStore>
{
    [Fact]
    public async Task Every_field_of_a_key_outlives_a_restart_and_a_crash()
    {
        VirtualKey full = new()
        {
            Id = "key_full", Name = "ci ü 🦜", Digest = KeyDigest.Of("secret-1"), Team = "plätform", Models = ["chat", "openai/*"],
            RequestsPerMinute = 60, TokensPerMinute = 200_000, Concurrent = 10, Expires = Noon.AddDays(8), Created = Noon.AddTicks(70),
            Tags = ImmutableSortedDictionary<string, string>.Empty.Add("env", "快").Add("a", ""), SeesDiagnostics = true,
            AllowedIps = [Range("10.0.0.0/8"), Range("2001:db8::1")], ServiceTiers = ["flex"], ServerTools = [], Layer = ConfigLayer.Store,
        };
        VirtualKey bare = Key("bare") with { Models = [] };
        string[] written = Texts([full, bare]);
        IConfigStore store = await OpenAsync();
        Assert.True(await store.AddKeyAsync(full, Cancellation));
        Assert.True(await store.AddKeyAsync(bare, Cancellation));

        Assert.Equal(written, Texts(await store.KeysAsync(Cancellation)));
        store = await RestartAsync(store);
        Assert.Equal(written, Texts(await store.KeysAsync(Cancellation)));
        store = await CrashAsync(store);
        Assert.Equal(written, Texts(await store.KeysAsync(Cancellation)));
    }

    [Fact]
    public async Task A_key_comes_back_with_its_own_budgets_and_without_its_teams()
    {
        BudgetScope scope = new(BudgetScopeKind.Key, "key_own"), team = new(BudgetScopeKind.Team, "platform");
        TimeZoneInfo berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        Budget own = new(scope, new Money(1), BudgetPeriod.Week, berlin) { IsStrict = true, SoftLimit = new Money(3) };
        EndUserBudget users = EndUserBudget.Of(scope, user => new Budget(user, new Money(7), BudgetPeriod.Day, berlin) { IsStrict = true, SoftLimit = new Money(4) });
        VirtualKey[] keys =
        [
            Key("own") with
            {
                Id = "key_own", Budgets = [own, new Budget(team, new Money(2), BudgetPeriod.Total, TimeZoneInfo.Utc)],
                EndUsers = users, EndUser = EndUserSight.Hash, MayBringCredentials = true,
            },
            Key("teams") with { EndUsers = EndUserBudget.Of(team, user => new Budget(user, new Money(8), BudgetPeriod.Day, TimeZoneInfo.Utc)) },
        ];
        IConfigStore store = await OpenAsync();
        foreach (VirtualKey key in keys)
            Assert.True(await store.AddKeyAsync(key, Cancellation));

        ImmutableArray<VirtualKey> read = await store.KeysAsync(Cancellation);
        VirtualKey first = read.Single(key => key.Name == "own"), second = read.Single(key => key.Name == "teams");
        Assert.Equal((own, users, true), (Assert.Single(first.Budgets), first.EndUsers, first.MayBringCredentials));
        Assert.Equal((null, false), (second.EndUsers, second.MayBringCredentials));
        Assert.Equal((EndUserSight.Hash, EndUserSight.Pass), (first.EndUser, second.EndUser));
        Assert.Empty(second.Budgets);
    }

    [Fact]
    public async Task A_name_is_taken_letter_by_letter_until_its_key_is_revoked()
    {
        IConfigStore store = await OpenAsync();
        VirtualKey first = Key("caf\u00e9");
        Assert.True(await store.AddKeyAsync(first, Cancellation));
        Assert.False(await store.AddKeyAsync(Key("caf\u00e9"), Cancellation));
        Assert.True(await store.AddKeyAsync(Key("CAF\u00c9"), Cancellation));
        Assert.True(await store.AddKeyAsync(Key("cafe\u0301"), Cancellation)); // looks the same, and is written in other letters

        Assert.True(await store.RevokeKeyAsync(first.Id, Cancellation));
        Assert.False(await store.RevokeKeyAsync(first.Id, Cancellation));
        Assert.False(await store.RevokeKeyAsync("key_unknown", Cancellation));
        Assert.Equal(2, (await store.KeysAsync(Cancellation)).Length);
        Assert.True(await store.AddKeyAsync(Key("caf\u00e9"), Cancellation));
        Assert.False(await store.AddKeyAsync(Key("another") with { Id = first.Id }, Cancellation)); // its spending belongs to the id for good
    }

    [Fact]
    public async Task No_two_keys_in_force_share_a_digest()
    {
        IConfigStore store = await OpenAsync();
        VirtualKey a = Key("a"), b = Key("b");
        Assert.True(await store.AddKeyAsync(a, Cancellation));
        Assert.False(await store.AddKeyAsync(Key("c") with { Digest = a.Digest }, Cancellation));
        Assert.True(await store.AddKeyAsync(b, Cancellation));
        Assert.False(await store.ReplaceDigestAsync(b.Id, a.Digest, Noon, Cancellation));

        Assert.Equal(Texts([a, b]), Texts(await store.KeysAsync(Cancellation)));
    }

    [Fact]
    public async Task A_rotated_key_keeps_its_prior_digest_until_the_next_rotation_and_is_otherwise_the_same()
    {
        IConfigStore store = await OpenAsync();
        VirtualKey key = Key("ci"), other = Key("other");
        await store.AddKeyAsync(key, Cancellation);
        await store.AddKeyAsync(other, Cancellation);
        KeyDigest second = KeyDigest.Of("second"), third = KeyDigest.Of("third"), fourth = KeyDigest.Of("fourth");

        Assert.True(await store.ReplaceDigestAsync(key.Id, second, Noon.AddDays(1), Cancellation));
        store = await CrashAsync(store);
        await IsAsync(key with { Digest = second, Prior = new PriorSecret(key.Digest, Noon.AddDays(1)) });
        Assert.True(await store.ReplaceDigestAsync(key.Id, third, Noon.AddDays(2), Cancellation));
        await IsAsync(key with { Digest = third, Prior = new PriorSecret(second, Noon.AddDays(2)) });
        Assert.True(await store.ReplaceDigestAsync(key.Id, fourth, null, Cancellation));
        await IsAsync(key with { Digest = fourth });
        Assert.False(await store.ReplaceDigestAsync("key_unknown", KeyDigest.Of("fifth"), null, Cancellation));

        async Task IsAsync(VirtualKey expected) => Assert.Equal(Texts([expected, other]), Texts(await store.KeysAsync(Cancellation)));
    }

    [Fact]
    public async Task A_revoked_key_is_gone_for_good()
    {
        IConfigStore store = await OpenAsync();
        VirtualKey key = Key("ci");
        await store.AddKeyAsync(key, Cancellation);
        Assert.True(await store.RevokeKeyAsync(key.Id, Cancellation));

        store = await CrashAsync(store);
        Assert.False(await store.ReplaceDigestAsync(key.Id, KeyDigest.Of("another"), null, Cancellation));
        Assert.Empty(await store.KeysAsync(Cancellation));
        store = await RestartAsync(store);
        Assert.Empty(await store.KeysAsync(Cancellation));
    }

    [Fact]
    public async Task Of_many_who_ask_for_one_name_one_gets_it()
    {
        IConfigStore store = await OpenAsync(), other = await OpenAsync();
        VirtualKey[] rivals = [.. Enumerable.Range(0, 16).Select(_ => Key("ci"))];

        bool[] done = await AllAsync(rivals.Select<VirtualKey, Func<Task<bool>>>(
            (rival, i) => () => (i % 2 == 0 ? store : other).AddKeyAsync(rival, Cancellation).AsTask()));

        Assert.Equal(Assert.Single(done.Zip(rivals), each => each.First).Second.Id, Assert.Single(await other.KeysAsync(Cancellation)).Id);
    }

    [Fact]
    public async Task Of_many_rotations_at_once_each_finds_what_the_one_before_it_left()
    {
        IConfigStore store = await OpenAsync(), other = await OpenAsync();
        VirtualKey key = Key("ci");
        await store.AddKeyAsync(key, Cancellation);
        KeyDigest[] digests = [.. Enumerable.Range(0, 16).Select(i => KeyDigest.Of($"secret {i}"))];

        bool[] done = await AllAsync(digests.Select<KeyDigest, Func<Task<bool>>>(
            (digest, i) => () => (i % 2 == 0 ? store : other).ReplaceDigestAsync(key.Id, digest, Noon, Cancellation).AsTask()));

        Assert.All(done, Assert.True);
        VirtualKey left = Assert.Single(await store.KeysAsync(Cancellation));
        Assert.Contains(left.Digest, digests);
        Assert.Contains(left.Prior!.Value.Digest, digests);
        Assert.NotEqual(left.Digest, left.Prior.Value.Digest);
    }

    [Fact]
    public async Task A_rotation_never_brings_back_a_key_that_is_revoked_meanwhile()
    {
        IConfigStore store = await OpenAsync(), other = await OpenAsync();
        for (int round = 0; round < 10; round++)
        {
            VirtualKey key = Key($"ci {round}");
            await store.AddKeyAsync(key, Cancellation);
            bool[] done = await AllAsync([
                () => store.ReplaceDigestAsync(key.Id, KeyDigest.Of(key.Name), Noon, Cancellation).AsTask(),
                () => other.RevokeKeyAsync(key.Id, Cancellation).AsTask(),
            ]);
            Assert.True(done[1]);
        }

        Assert.Empty(await store.KeysAsync(Cancellation));
    }

    [Fact]
    public async Task The_version_changes_with_own_changes_and_with_those_of_another_process()
    {
        IConfigStore mine = await OpenAsync(), other = await OpenAsync();
        VirtualKey key = Key("ci");
        List<long> seen = [await mine.VersionAsync(Cancellation)];
        Assert.Equal(seen[0], await mine.VersionAsync(Cancellation));

        await mine.AddKeyAsync(key, Cancellation);
        seen.Add(await mine.VersionAsync(Cancellation));
        await other.ReplaceDigestAsync(key.Id, KeyDigest.Of("second"), null, Cancellation);
        seen.Add(await mine.VersionAsync(Cancellation));
        Assert.Equal(KeyDigest.Of("second"), Assert.Single(await mine.KeysAsync(Cancellation)).Digest);
        await other.RevokeKeyAsync(key.Id, Cancellation);
        seen.Add(await mine.VersionAsync(Cancellation));

        Assert.Distinct(seen);
        Assert.Empty(await mine.KeysAsync(Cancellation)); // whoever has seen the version sees the change
        Assert.Equal(seen[^1], await mine.VersionAsync(Cancellation));
    }

    [Fact]
    public async Task Many_keys_come_back_each_as_it_was()
    {
        IConfigStore store = await OpenAsync(), other = await OpenAsync();
        VirtualKey[] keys = [.. Enumerable.Range(0, 200).Select(i => Key($"key {i}") with { Models = [new string('m', i), "*"] })];

        bool[] done = await AllAsync(keys.Select<VirtualKey, Func<Task<bool>>>(
            (key, i) => () => (i % 2 == 0 ? store : other).AddKeyAsync(key, Cancellation).AsTask()));

        Assert.All(done, Assert.True);
        Assert.Equal(Texts(keys), Texts(await store.KeysAsync(Cancellation)));
    }

    [Fact]
    public async Task What_is_cancelled_before_it_begins_changes_nothing()
    {
        IConfigStore store = await OpenAsync();
        VirtualKey key = Key("ci");
        await IsCancelledAsync(async () => await store.AddKeyAsync(key, Cancelled));
        Assert.Empty(await store.KeysAsync(Cancellation));

        await store.AddKeyAsync(key, Cancellation);
        await IsCancelledAsync(async () => await store.ReplaceDigestAsync(key.Id, KeyDigest.Of("second"), null, Cancelled));
        await IsCancelledAsync(async () => await store.RevokeKeyAsync(key.Id, Cancelled));
        await IsCancelledAsync(async () => await store.KeysAsync(Cancelled));
        Assert.Equal(Texts([key]), Texts(await store.KeysAsync(Cancellation)));
    }

    protected static VirtualKey Key(string name)
    {
        string id = "key_" + Guid.CreateVersion7().ToString("N");
        return new VirtualKey { Id = id, Name = name, Digest = KeyDigest.Of(id), Layer = ConfigLayer.Store };
    }

    private static AddressRange Range(string text)
    {
        Assert.Null(AddressRange.Parse(text, out AddressRange range));
        return range;
    }

    private static string[] Texts(IEnumerable<VirtualKey> keys) =>
    [
        .. keys.Select(key => $"{JsonSerializer.Serialize(key)} {key.Digest} {key.Prior?.Digest} {string.Join(' ', key.AllowedIps)}")
            .Order(StringComparer.Ordinal),
    ];
}

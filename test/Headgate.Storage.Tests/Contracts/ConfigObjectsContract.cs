using System.Collections.Immutable;
using System.Globalization;
using Headgate.Gateway.Stores;

namespace Headgate.Storage.Tests.Contracts;

/// <summary>What every store of providers and aliases keeps to.</summary>
public abstract class ConfigObjectsContract : StoreContract<IConfigObjects>
{
    /// <summary>What <see cref="IConfigStore.VersionAsync"/> says beside it.</summary>
    protected abstract ValueTask<long> VersionAsync(IConfigObjects objects);

    [Fact]
    public async Task Objects_and_their_envelopes_outlive_a_restart_and_a_crash_byte_for_byte()
    {
        ConfigObject model = Object("快い モデル", 2, ConfigObjectKind.Model) with { Body = "{ \"targets\" : [ \"ünï/🦜\" ],\n\t\"weight\": 1.0 }" };
        ConfigObject provider = Object("ünïcode/acme", 1, ("api_key", [.. Enumerable.Range(0, 256).Select(each => (byte)each)]), ("headers.x", []));
        ConfigObject large = Object("zzz", 3, ("api_key", new byte[100_000])) with { Body = "\"" + new string('ü', 500_000) + "\"" };
        IConfigObjects store = await OpenAsync();
        foreach (ConfigObject each in (ConfigObject[])[model, provider, large])
            Assert.True(await store.PutObjectAsync(each, null, Cancellation));

        string[] written = [Text(large), Text(provider), Text(model)];
        store = await RestartAsync(store);
        Assert.Equal(written, await TextsAsync(store));
        store = await CrashAsync(store);
        Assert.Equal(written, await TextsAsync(store));
    }

    [Fact]
    public async Task They_are_listed_by_kind_and_by_name_as_letters_are_numbered()
    {
        string[] names = ["ä", "a", "B", "b", "a-1", "A", "é"];
        IConfigObjects store = await OpenAsync();
        foreach ((int number, string name) in names.Index())
        {
            Assert.True(await store.PutObjectAsync(Object(name, (2 * number) + 1, ConfigObjectKind.Model), null, Cancellation));
            Assert.True(await store.PutObjectAsync(Object(name, (2 * number) + 2), null, Cancellation));
        }

        string[] sorted = ["A", "B", "a", "a-1", "b", "ä", "é"];
        ImmutableArray<ConfigObject> all = await store.ObjectsAsync(Cancellation);
        Assert.Equal(
            [.. sorted.Select(name => (ConfigObjectKind.Provider, name)), .. sorted.Select(name => (ConfigObjectKind.Model, name))],
            all.Select(each => (each.Kind, each.Name)));
    }

    [Fact]
    public async Task Only_the_expected_version_is_replaced_and_the_secrets_it_had_are_forgotten()
    {
        IConfigObjects store = await OpenAsync();
        ConfigObject first = Object("acme", 1, ("api_key", [1]), ("headers.x", [2]));
        Assert.False(await store.PutObjectAsync(first, 1, Cancellation)); // it is not there yet
        Assert.Empty(await store.ObjectsAsync(Cancellation));

        Assert.True(await store.PutObjectAsync(first, null, Cancellation));
        Assert.False(await store.PutObjectAsync(Object("acme", 2, ("api_key", [9])), null, Cancellation));
        Assert.False(await store.PutObjectAsync(Object("acme", 2, ("api_key", [9])), 9, Cancellation));
        Assert.Equal([Text(first)], await TextsAsync(store));

        ConfigObject second = Object("acme", 2, ("api_key", [3])) with { Body = "{}" };
        Assert.True(await store.PutObjectAsync(second, 1, Cancellation));
        Assert.Equal([Text(second)], await TextsAsync(store));
    }

    [Fact]
    public async Task An_object_is_removed_by_its_version_and_leaves_no_secret_behind()
    {
        IConfigObjects store = await OpenAsync();
        ConfigObject model = Object("acme", 2, ConfigObjectKind.Model, ("api_key", [2]));
        await store.PutObjectAsync(Object("acme", 1, ("api_key", [1])), null, Cancellation);
        await store.PutObjectAsync(model, null, Cancellation);
        Assert.False(await store.RemoveObjectAsync(ConfigObjectKind.Provider, "acme", 2, Cancellation));
        Assert.False(await store.RemoveObjectAsync(ConfigObjectKind.Model, "acme", 1, Cancellation));
        Assert.False(await store.RemoveObjectAsync(ConfigObjectKind.Provider, "ACME", 1, Cancellation));
        Assert.Equal(2, (await store.ObjectsAsync(Cancellation)).Length);

        Assert.True(await store.RemoveObjectAsync(ConfigObjectKind.Provider, "acme", 1, Cancellation));
        Assert.False(await store.RemoveObjectAsync(ConfigObjectKind.Provider, "acme", 1, Cancellation));
        Assert.Equal([Text(model)], await TextsAsync(store)); // of the same name, and another kind
        Assert.True(await store.PutObjectAsync(Object("acme", 3), null, Cancellation));
        store = await RestartAsync(store);
        Assert.Equal([Text(Object("acme", 3)), Text(model)], await TextsAsync(store));
    }

    [Fact]
    public async Task No_version_is_given_twice_whoever_asks_and_whatever_happens()
    {
        IConfigObjects store = await OpenAsync(), other = await OpenAsync();
        List<long> given =
        [
            .. await Task.WhenAll(Enumerable.Range(0, 64).Select(i =>
                Task.Run(async () => await (i % 2 == 0 ? store : other).NextVersionAsync(Cancellation), Cancellation))),
        ];
        Assert.True(await store.PutObjectAsync(Object("acme", given.Max()), null, Cancellation));
        Assert.True(await store.RemoveObjectAsync(ConfigObjectKind.Provider, "acme", given.Max(), Cancellation));
        store = await CrashAsync(store);
        given.Add(await store.NextVersionAsync(Cancellation));
        store = await RestartAsync(store);
        given.Add(await store.NextVersionAsync(Cancellation));

        Assert.Distinct(given);
        Assert.True(given[^2] > given[..^2].Max() && given[^1] > given[^2]);
    }

    [Theory]
    [InlineData("two", 3, null)] // another version
    [InlineData("two", 2, "{}")] // another body
    [InlineData("three", 2, null)] // not there
    public async Task Envelopes_are_replaced_all_or_none(string name, long version, string? body)
    {
        IConfigObjects store = await OpenAsync();
        ConfigObject one = Object("one", 1, ("api_key", [1]), ("headers.x", [2]));
        ConfigObject two = Object("two", 2, ("api_key", [3]));
        await store.PutObjectAsync(one, null, Cancellation);
        await store.PutObjectAsync(two, null, Cancellation);
        ConfigObject sealedOne = Object("one", 1, ("api_key", [7]), ("headers.x", [8]));
        ConfigObject stale = Object(name, version, ("api_key", [9]));

        Assert.False(await store.ResealAsync([sealedOne, body is null ? stale : stale with { Body = body }], Cancellation));
        Assert.Equal([Text(one), Text(two)], await TextsAsync(store));

        ConfigObject sealedTwo = Object("two", 2, ("api_key", [9]));
        Assert.True(await store.ResealAsync([sealedOne, sealedTwo], Cancellation));
        Assert.True(await store.ResealAsync([], Cancellation));
        store = await CrashAsync(store);
        Assert.Equal([Text(sealedOne), Text(sealedTwo)], await TextsAsync(store));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1L)]
    public async Task Of_many_who_replace_the_same_version_one_does_and_it_is_there_whole(long? replaces)
    {
        IConfigObjects store = await OpenAsync(), other = await OpenAsync();
        if (replaces is not null)
            Assert.True(await store.PutObjectAsync(Object("acme", 1, ("api_key", [1])), null, Cancellation));

        ConfigObject[] rivals = [.. Enumerable.Range(2, 16).Select(Marked)];
        bool[] done = await Task.WhenAll(rivals.Select((rival, i) =>
            Task.Run(async () => await (i % 2 == 0 ? store : other).PutObjectAsync(rival, replaces, Cancellation), Cancellation)));

        ConfigObject winner = rivals[Assert.Single(done.Index(), each => each.Item).Index];
        Assert.Equal([Text(winner)], await TextsAsync(store));
        Assert.Equal([Text(winner)], await TextsAsync(other));
    }

    [Fact]
    public async Task Who_reads_meanwhile_finds_an_object_with_its_own_secrets()
    {
        const int Rounds = 200;
        IConfigObjects store = await OpenAsync(), other = await OpenAsync();
        await store.PutObjectAsync(Marked(1), null, Cancellation);
        Task writes = Task.Run(
            async () =>
            {
                for (int version = 2; version <= Rounds; version++)
                    Assert.True(await store.PutObjectAsync(Marked(version), version - 1, Cancellation));
            },
            Cancellation);
        do
        {
            ConfigObject there = Assert.Single(await other.ObjectsAsync(Cancellation));
            Assert.Equal(Text(Marked((int)there.Version)), Text(there));
        }
        while (!writes.IsCompleted);
        await writes;
        Assert.Equal(Text(Marked(Rounds)), Text(Assert.Single(await other.ObjectsAsync(Cancellation))));
    }

    [Fact]
    public async Task Each_change_shows_in_the_version_of_the_config_also_to_another_process()
    {
        IConfigObjects store = await OpenAsync(), other = await OpenAsync();
        List<long> mine = [await VersionAsync(store)], others = [await VersionAsync(other)];
        Assert.True(await store.PutObjectAsync(Object("acme", 1, ("api_key", [1])), null, Cancellation));
        await NoteAsync();
        Assert.True(await other.PutObjectAsync(Object("acme", 2, ("api_key", [1])), 1, Cancellation));
        await NoteAsync();
        Assert.True(await store.ResealAsync([Object("acme", 2, ("api_key", [2]))], Cancellation));
        await NoteAsync();
        Assert.True(await other.RemoveObjectAsync(ConfigObjectKind.Provider, "acme", 2, Cancellation));
        await NoteAsync();

        Assert.Distinct(mine);
        Assert.Distinct(others);
        Assert.Equal(mine[^1], await VersionAsync(store)); // and with changes only

        async Task NoteAsync()
        {
            mine.Add(await VersionAsync(store));
            others.Add(await VersionAsync(other));
        }
    }

    [Fact]
    public async Task What_is_cancelled_before_it_begins_changes_nothing()
    {
        IConfigObjects store = await OpenAsync();
        ConfigObject acme = Object("acme", 1, ("api_key", [1]));
        await IsCancelledAsync(async () => await store.PutObjectAsync(acme, null, Cancelled));
        Assert.Empty(await store.ObjectsAsync(Cancellation));

        await store.PutObjectAsync(acme, null, Cancellation);
        await IsCancelledAsync(async () => await store.RemoveObjectAsync(acme.Kind, acme.Name, 1, Cancelled));
        await IsCancelledAsync(async () => await store.ResealAsync([Object("acme", 1, ("api_key", [2]))], Cancelled));
        await IsCancelledAsync(async () => await store.ObjectsAsync(Cancelled));
        await IsCancelledAsync(async () => await store.NextVersionAsync(Cancelled));
        Assert.Equal([Text(acme)], await TextsAsync(store));
    }

    private static ConfigObject Marked(int version) =>
        Object("acme", version, ("api_key", BitConverter.GetBytes(version)), ("headers.x", BitConverter.GetBytes(-version)))
            with { Body = version.ToString(CultureInfo.InvariantCulture) };

    private static ConfigObject Object(string name, long version, params (string Id, byte[] Envelope)[] secrets) =>
        Object(name, version, ConfigObjectKind.Provider, secrets);

    private static ConfigObject Object(string name, long version, ConfigObjectKind kind, params (string Id, byte[] Envelope)[] secrets) =>
        new(kind, name, version, """{"type":"openai"}""", [.. secrets.Select(secret => new SealedCredential(secret.Id, [.. secret.Envelope]))]);

    private static async Task<string[]> TextsAsync(IConfigObjects store) => [.. (await store.ObjectsAsync(Cancellation)).Select(Text)];

    private static string Text(ConfigObject each) => string.Join('|', [
        $"{each.Kind}", each.Name, $"{each.Version}", each.Body,
        .. each.Credentials.OrderBy(secret => secret.Id, StringComparer.Ordinal)
            .Select(secret => $"{secret.Id}={Convert.ToHexString(secret.Envelope.AsSpan())}"),
    ]);
}

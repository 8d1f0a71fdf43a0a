using System.Collections.Immutable;
using Headgate.Gateway.Stores;
using Headgate.Storage.Keys;
using Microsoft.Extensions.Time.Testing;

namespace Headgate.Storage.Tests.Keys;

public sealed class ConfigObjectsTests : IDisposable
{
    private static readonly CancellationToken Never = CancellationToken.None;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("headgate-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Keeps_objects_with_their_envelopes_over_a_restart_providers_first()
    {
        ConfigObject model = Object("fast", 2, kind: ConfigObjectKind.Model);
        ConfigObject provider = Object("ünïcode/acme", 1, ("api_key", [1, 2, 3]), ("headers.x", []));
        using (SqliteConfigStore store = Open())
        {
            Assert.True(await store.PutObjectAsync(model, null, Never));
            Assert.True(await store.PutObjectAsync(provider, null, Never));
        }

        using SqliteConfigStore again = Open();
        ImmutableArray<ConfigObject> objects = await again.ObjectsAsync(Never);
        Assert.Equal([provider.Name, model.Name], objects.Select(each => each.Name));
        Assert.Equal(provider.Body, objects[0].Body);
        Assert.Equal([("api_key", "01-02-03"), ("headers.x", "")], objects[0].Credentials.Select(secret => (secret.Id, Hex(secret))));
        Assert.Empty(objects[1].Credentials);
    }

    [Fact]
    public async Task Replaces_the_expected_version_only_and_forgets_the_secrets_it_had()
    {
        using SqliteConfigStore store = Open();
        Assert.True(await store.PutObjectAsync(Object("acme", 1, ("api_key", [1]), ("headers.x", [2])), null, Never));
        Assert.False(await store.PutObjectAsync(Object("acme", 2), null, Never));
        Assert.False(await store.PutObjectAsync(Object("acme", 2), 9, Never));
        Assert.Equal(2, Assert.Single(await store.ObjectsAsync(Never)).Credentials.Length);

        Assert.True(await store.PutObjectAsync(Object("acme", 2, ("api_key", [3])), 1, Never));
        ConfigObject changed = Assert.Single(await store.ObjectsAsync(Never));
        Assert.Equal((2, "03"), (changed.Version, Hex(Assert.Single(changed.Credentials))));
    }

    [Fact]
    public async Task Removes_an_object_with_its_secrets_and_gives_no_version_twice()
    {
        using SqliteConfigStore store = Open();
        long first = await store.NextVersionAsync(Never);
        Assert.True(await store.PutObjectAsync(Object("acme", first, ("api_key", [1])), null, Never));
        Assert.False(await store.RemoveObjectAsync(ConfigObjectKind.Provider, "acme", first + 1, Never));
        Assert.False(await store.RemoveObjectAsync(ConfigObjectKind.Model, "acme", first, Never));
        Assert.True(await store.RemoveObjectAsync(ConfigObjectKind.Provider, "acme", first, Never));
        Assert.Empty(await store.ObjectsAsync(Never));
        Assert.True(await store.PutObjectAsync(Object("acme", await store.NextVersionAsync(Never)), null, Never));
        ConfigObject anew = Assert.Single(await store.ObjectsAsync(Never));
        Assert.True(anew.Version > first);
        Assert.Empty(anew.Credentials);
    }

    [Fact]
    public async Task Reseals_all_or_none()
    {
        using SqliteConfigStore store = Open();
        ConfigObject one = Object("one", 1, ("api_key", [1]));
        ConfigObject two = Object("two", 2, ("api_key", [2]));
        await store.PutObjectAsync(one, null, Never);
        await store.PutObjectAsync(two, null, Never);

        Assert.False(await store.ResealAsync([Object("one", 1, ("api_key", [7])), Object("two", 3, ("api_key", [8]))], Never));
        Assert.Equal(["01", "02"], (await store.ObjectsAsync(Never)).Select(each => Hex(each.Credentials[0])));
        Assert.True(await store.ResealAsync([Object("one", 1, ("api_key", [7])), Object("two", 2, ("api_key", [8]))], Never));
        Assert.Equal(["07", "08"], (await store.ObjectsAsync(Never)).Select(each => Hex(each.Credentials[0])));
    }

    [Fact]
    public async Task Of_many_who_replace_the_same_version_one_does_and_each_change_is_seen()
    {
        using SqliteConfigStore store = Open();
        using SqliteConfigStore other = Open();
        await store.PutObjectAsync(Object("acme", 1), null, Never);
        long before = await store.VersionAsync(Never);
        bool[] done = await Task.WhenAll(Enumerable.Range(2, 16).Select(version =>
            (version % 2 == 0 ? store : other).PutObjectAsync(Object("acme", version), 1, Never).AsTask()));
        Assert.Single(done, each => each);
        Assert.NotEqual(before, await store.VersionAsync(Never));
    }

    private SqliteConfigStore Open() =>
        Assert.IsType<Opening<SqliteConfigStore>.Opened>(SqliteConfigStore.Open(_folder.FullName, new FakeTimeProvider())).Value;

    private static string Hex(SealedCredential secret) => BitConverter.ToString([.. secret.Envelope]);

    private static ConfigObject Object(string name, long version, params (string Id, byte[] Envelope)[] secrets) =>
        Object(name, version, ConfigObjectKind.Provider, secrets);

    private static ConfigObject Object(string name, long version, ConfigObjectKind kind, params (string Id, byte[] Envelope)[] secrets) =>
        new(kind, name, version, """{"type":"openai"}""", [.. secrets.Select(secret => new SealedCredential(secret.Id, [.. secret.Envelope]))]);
}
